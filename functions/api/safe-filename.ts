const LONGEST = 100;
/** An ending that tells a format, of a name that is not all ending (`.htaccess`). */
const EXTENSION = /(?<=.)\.[A-Za-z0-9]{1,9}$/s;

function safePart(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
}

/**
 * A file's name as part of a key: letters and digits of ASCII, points, hyphens and underscores, at most 100 of them; what
 * else it holds becomes a hyphen. It keeps its extension, names no folder and is never hidden or empty: of a name that
 * has no such letter, `article` is made.
 */
export function safeFilename(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const [extension = ''] = EXTENSION.exec(plain) ?? [];
  const stem = safePart(plain.slice(0, plain.length - extension.length)) || 'article';
  // Where it is cut, no point or hyphen may come to its end.
  return `${safePart(stem.slice(0, LONGEST - extension.length))}${extension}`;
}
