import type { IncomingHttpHeaders } from 'node:http';

/** Whether a Host is this server by a loopback name. @param port that the server listens on. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host !== undefined && ownHosts(port).includes(host.toLowerCase());
}

/** Whether an Origin is that of this server's own pages. */
export function isOwnOrigin(origin: string, port: number): boolean {
  return ownHosts(port).some((own) => origin.toLowerCase() === `http://${own}`);
}

/**
 * Whether a request is meant for this machine's own API: its Host is this server by a loopback name, and no page of
 * another origin sends it. A page elsewhere could otherwise read it through a name that it makes point here (DNS
 * rebinding).
 * @param port that the server listens on.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, port: number): boolean {
  const { host, origin } = headers;
  return isOwnHost(host, port) && (origin === undefined ? !isLoadedElsewhere(headers) : isOwnOrigin(origin, port));
}

/**
 * Whether a page of another origin loads a request as a part of itself: an image, a script, a frame. Browsers send no
 * Origin with those, but say so (W3C Fetch Metadata Request Headers). Who follows a link from there shows the answer to
 * themselves alone.
 */
export function isLoadedElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-dest'] !== 'document';
}

function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}
