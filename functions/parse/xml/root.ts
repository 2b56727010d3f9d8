const DECLARATION = /^\s{0,200}<\?xml\b[^>]{0,400}\?>/;
const ROOT = /^<([A-Za-z_][\w.-]{0,60})(?::([A-Za-z_][\w.-]{0,60}))?(?=[\s/>])/;
const DOCTYPE = /^<!doctype\s{1,20}([A-Za-z_][\w.:-]{0,60})/i;

/**
 * Local name of the element that an XML document begins with, past its declaration, comments and processing
 * instructions; where it declares a document type, the name that stands there. Null for what is no XML.
 * @param head the beginning of the text.
 */
export function rootOf(head: string): string | null {
  let rest = head.replace(DECLARATION, '').trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : null;
    if (end === null) break;
    const at = rest.indexOf(end);
    if (at === -1) return null;
    rest = rest.slice(at + end.length).trimStart();
  }
  const doctype = DOCTYPE.exec(rest)?.[1];
  if (doctype !== undefined) return doctype.slice(doctype.indexOf(':') + 1);
  const root = ROOT.exec(rest);
  return root === null ? null : (root[2] ?? root[1] ?? null);
}
