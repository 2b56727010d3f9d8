/**
 * Whether a request is meant for this machine's own API: its Host is this server by a loopback name, and its Origin, if
 * it has one, too. A page elsewhere could otherwise read it through a name that it makes point here (DNS rebinding).
 * @param port that the server listens on.
 */
export function isSameOrigin(host: string | undefined, origin: string | undefined, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host.toLowerCase())) return false;
  return origin === undefined || hosts.some((own) => origin.toLowerCase() === `http://${own}`);
}
