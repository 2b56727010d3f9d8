/**
 * A watch's id of its name: letters without marks and digits, joined by hyphens; empty where the name has none of them.
 * It may be longer than an id may be.
 */
export function watchIdFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}
