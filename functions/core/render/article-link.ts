const LONGEST = 2000;

/** Where an article says that it was published. */
export interface ArticleLink {
  /** An http or https address in ASCII. */
  readonly href: string;
  /** Its host, as a reader recognises it. */
  readonly host: string;
}

/**
 * An article's own address as a link: none where it is not of the web, carries a name or password (which can look like
 * another host), or is absurdly long.
 */
export function articleLinkOf(url: string | null): ArticleLink | undefined {
  const address = url === null ? undefined : addressOf(url);
  if (address === undefined) return undefined;
  const { protocol, username, password, href, host } = address;
  const web = protocol === 'https:' || protocol === 'http:';
  if (!web || username !== '' || password !== '' || href.length > LONGEST) return undefined;
  return { href, host: host.replace(/^www\./, '') };
}

/** Not by `URL.canParse`: once it is called often, that of Node 20 refuses what has letters of Latin-1. */
function addressOf(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
