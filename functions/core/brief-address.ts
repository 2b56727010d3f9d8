/** The addresses of a brief: its id, which leads to whichever version is current, and `id@version`, which leads to one for ever. */

const ID = /^[0-9a-f]{32}$/;
const VERSION = /^[0-9A-F]{64}\.\d{6}\.\d{6}$/;

/** Whether a text is the version of a brief, as `briefVersionOf` writes it. */
export function isBriefVersion(text: string): boolean {
  return VERSION.test(text);
}

/** @param version one version of the brief; without it, the address is of the current one. */
export function briefAddress(id: string, version?: string): string {
  return version === undefined ? id : `${id}@${version}`;
}

/** What an address names; undefined if it is none. */
export function parseBriefAddress(text: string): { id: string; version?: string } | undefined {
  const [id = '', version, ...rest] = text.split('@');
  if (rest.length > 0 || !ID.test(id)) return undefined;
  if (version === undefined) return { id };
  return isBriefVersion(version) ? { id, version } : undefined;
}
