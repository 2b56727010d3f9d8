import type { AlertTarget } from '../watches/watch.ts';

/** Whom a stage's settings let alerts be sent to. */
export interface AllowedTargets {
  /** Hosts as a URL has them, with the port where it is not 443: `hooks.example.org`, `127.0.0.1:8080`. */
  readonly hosts: readonly string[];
  /** Addresses of e-mail, or all of a domain: `ana@desk.example`, `@desk.example`. In any case. */
  readonly addresses: readonly string[];
}

/** This machine, for trials and tests: the one host that is called without TLS, and only where a setting names it. */
const LOOPBACK = /^127\.0\.0\.1:\d{1,5}$/;

/**
 * Reads the two settings as the functions have them in `ALERT_HOSTS` and `ALERT_ADDRESSES`: names with commas between.
 * @param hosts of which nothing is sent anywhere where it is absent; the same of `addresses`.
 */
export function readAllowedTargets(hosts: string | undefined, addresses: string | undefined): AllowedTargets {
  const listed = (text: string | undefined) => (text ?? '').split(',').filter((name) => name !== '');
  return { hosts: listed(hosts), addresses: listed(addresses) };
}

/**
 * Whether an alert may be sent there: by https to a host that is named, or to an address that is named or of a domain
 * that is. A URL with a name or password in it goes nowhere.
 */
export function isAllowedTarget(target: AlertTarget, allowed: AllowedTargets): boolean {
  return target.type === 'email'
    ? isAllowedAddress(target.address, allowed.addresses)
    : isAllowedUrl(target.url, allowed.hosts);
}

function isAllowedUrl(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (!hosts.some((host) => host.toLowerCase() === url.host)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.host));
}

function isAllowedAddress(address: string, allowed: readonly string[]): boolean {
  const lowered = address.toLowerCase();
  const domain = lowered.slice(lowered.lastIndexOf('@'));
  return allowed.some((each) => [lowered, domain].includes(each.toLowerCase()));
}
