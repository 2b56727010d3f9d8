/** The lists of a brief whose items have an id, in the order of a page. Apart from the schemas, which a web page does without. */
export const ITEM_LISTS = ['measures', 'unresolvedIssues', 'risks', 'upsides'] as const;
