const LONGEST = 100;
const LONGEST_EXTENSION = 10;

/**
 * A file's name as part of a key: letters and digits of ASCII, points, hyphens and underscores, at most 100 of them; what
 * else it holds becomes a hyphen. It keeps its extension, names no folder and is never hidden or empty.
 */
export function safeFilename(name: string): string {
  const cleaned = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
  if (cleaned === '') return 'article';
  const point = cleaned.lastIndexOf('.');
  const extension = point > 0 && cleaned.length - point <= LONGEST_EXTENSION ? cleaned.slice(point) : '';
  return `${cleaned.slice(0, Math.min(cleaned.length - extension.length, LONGEST - extension.length))}${extension}`;
}
