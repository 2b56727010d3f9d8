/**
 * Whether a browser may be sent to an address after it signed in or out: one of those of the client, or any of this
 * machine's own, whose ports vary (RFC 8252, 7.3).
 * @param registered the client's addresses, exact.
 */
export function isAllowedRedirect(address: string, registered: readonly string[]): boolean {
  if (registered.includes(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, hash } = new URL(address);
  const isLoopback = protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
  return isLoopback && username === '' && password === '' && hash === '' && !address.includes('#');
}
