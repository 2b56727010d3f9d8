import { createHash } from 'node:crypto';
import type { AuthorizationRequest } from './authorization-request.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 12vh auto; padding: 0 1rem; }
button, input[type=email] { font: inherit; padding: 0.5rem 0.75rem; width: 100%; box-sizing: border-box; }
button { text-align: left; margin: 0.25rem 0; cursor: pointer; }
fieldset { border: 0; padding: 0; margin: 1.5rem 0; }
legend { font-weight: 600; padding: 0; }
label { display: block; margin: 0.5rem 0; }
`;

/** Nothing but this style may be loaded, and nobody may frame the page. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
  // With `no-referrer`, browsers would send the form from the origin "null".
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/**
 * The page on which one says who one is: this machine asks for no password.
 * @param parameters of the request, which the form sends along.
 * @param problem with what was sent before.
 */
export function loginPage(
  { pool }: Pick<AuthorizationRequest, 'pool'>,
  parameters: URLSearchParams,
  problem?: string,
): string {
  const kept = [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const users = pool.users
    .all()
    .map(({ email, groups }) => {
      const note = groups.length > 0 ? ` (${groups.join(', ')})` : '';
      return `<button name="user" value="${escapeHtml(email)}">${escapeHtml(email + note)}</button>`;
    })
    .join('');
  const groups = pool.spec.groups
    .map((name) => {
      const value = escapeHtml(name);
      return `<label><input type="checkbox" name="group" value="${value}"> in the group ${value}</label>`;
    })
    .join('');
  return page(
    'Sign in',
    `${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
<p>This is the local runtime: nobody has a password here.</p>
${users === '' ? '' : `<form method="post">${kept}<fieldset><legend>As one of the users</legend>${users}</fieldset></form>`}
<form method="post">${kept}<fieldset><legend>As somebody new</legend>
<label>E-mail <input type="email" name="email" required autocomplete="off"></label>
${groups}
<button>Sign in</button></fieldset></form>`,
  );
}

/** A page that says why nobody can sign in. */
export function refusalPage(reason: string): string {
  return page('Not possible', `<p role="alert">${escapeHtml(reason)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Precis on this machine</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>
${content}
</main></body></html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (symbol) => ENTITIES[symbol] ?? symbol);
}
