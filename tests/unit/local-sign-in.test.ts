import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { loginPage, refusalPage } from '../../local/identity/login-page.ts';
import { isAllowedRedirect } from '../../local/identity/redirects.ts';
import type { UserPool } from '../../local/identity/user-pool.ts';

describe('isAllowedRedirect', () => {
  const registered = ['https://desk.example/', 'https://desk.example/in?a=1'];

  it.each([
    ['https://desk.example/', true],
    ['https://desk.example/in?a=1', true],
    ['https://desk.example', false],
    ['https://desk.example/in?a=2', false],
    ['https://DESK.example/', false],
    ['http://127.0.0.1:4311/', true],
    ['http://localhost:1/b/x?y=1', true],
    ['http://127.0.0.1/', true],
    ['https://127.0.0.1:4311/', false],
    ['http://127.0.0.2/', false],
    ['http://[::1]/', false],
    ['http://0.0.0.0/', false],
    ['http://127.0.0.1:4311/#a', false],
    ['http://127.0.0.1:4311/#', false],
    ['http://me:you@127.0.0.1/', false],
    ['http://localhost.evil.example/', false],
    ['//127.0.0.1/', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isAllowedRedirect(address, registered)).toBe(expected);
  });

  it('never leads a browser off this machine but to an address that is registered', () => {
    const near = fc
      .tuple(
        fc.constantFrom('http:', 'https:', 'javascript:', 'HTTP:', ' http:'),
        fc.constantFrom('//', '/', '\\\\', '///', ''),
        fc.string({ maxLength: 6 }),
        fc.constantFrom('127.0.0.1', 'localhost', '127.0.0.1.', 'localhost%00', '127.1'),
        fc.constantFrom('', ':80', '@evil.example', '.evil.example', '/', '\\@evil.example', '#@evil.example', '?'),
        fc.string({ maxLength: 6 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(near, fc.webUrl(), fc.string()), (address) => {
        fc.pre(!registered.includes(address));
        if (!isAllowedRedirect(address, registered)) return;
        const { protocol, hostname, username } = new URL(address);
        expect(['127.0.0.1', 'localhost']).toContain(hostname);
        expect([protocol, username]).toEqual(['http:', '']);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('The login page', () => {
  /** The elements that a browser sees, each with the names of its attributes. */
  function elements(page: string): string[] {
    const within = (node: DefaultTreeAdapterTypes.Node): string[] => [
      ...('tagName' in node ? [[node.tagName, ...node.attrs.map(({ name }) => name)].join(' ')] : []),
      ...('childNodes' in node ? node.childNodes.flatMap(within) : []),
    ];
    return within(parse(page));
  }
  const poolOf = (email: string, group: string) =>
    ({ users: { all: () => [{ email, groups: [group] }] }, spec: { groups: [group] } }) as unknown as UserPool;

  it('shows every text as text, whatever is in it', () => {
    const hostile = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('<script>', '"><img src=x onerror=1>', "' autofocus onfocus='1", '&lt;', '</style>', '\u0000<b>'),
    );
    const plain = elements(loginPage({ pool: poolOf('a', 'a') }, new URLSearchParams({ a: 'a' }), 'a'));
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (name, value, email, problem) => {
        const page = loginPage({ pool: poolOf(email, value) }, new URLSearchParams({ [name]: value }), problem);

        expect(elements(page)).toEqual(plain);
        expect(elements(refusalPage(value))).toEqual(elements(refusalPage('a')));
      }),
    );
  });
});
