/** Whether a Host is this server by a loopback name. @param port that the server listens on. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host !== undefined && ownHosts(port).includes(host.toLowerCase());
}

/** Whether an Origin is that of this server's own pages. */
export function isOwnOrigin(origin: string, port: number): boolean {
  return ownHosts(port).some((own) => origin.toLowerCase() === `http://${own}`);
}

/**
 * Whether a request is meant for this machine's own API: its Host is this server by a loopback name, and its Origin, if
 * it has one, too. A page elsewhere could otherwise read it through a name that it makes point here (DNS rebinding).
 * @param port that the server listens on.
 */
export function isSameOrigin(host: string | undefined, origin: string | undefined, port: number): boolean {
  return isOwnHost(host, port) && (origin === undefined || isOwnOrigin(origin, port));
}

function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}
