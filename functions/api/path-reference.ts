/** A path that the gateway has decoded, as a URI reference (RFC 3986): in ASCII, whatever it holds. */
export function pathReference(path: string): string {
  // Through UTF-8, as `encodeURI` throws at a lone surrogate.
  return encodeURI(Buffer.from(path).toString());
}
