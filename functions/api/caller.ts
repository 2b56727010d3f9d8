import type { AuthorizedContext } from './authorization.ts';

/** Longer names are cut: a name stands in a note, on a page and in a line of a list. */
const LONGEST_NAME = 200;
/** Claims by which a person is known, the plainest first; access tokens of Cognito have a name of a user and no address. */
const CLAIMS = ['email', 'username', 'cognito:username', 'sub'] as const;

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A name on one line: without control characters, and without those that turn the direction of what follows. */
function cleaned(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const text = name
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return text === '' ? undefined : [...text].slice(0, LONGEST_NAME).join('');
}

/**
 * Who calls, as the gateway's authorizer knows them: the ARN or id of an IAM identity; the e-mail address (unless the
 * provider says that it is unverified), name or subject of a token of an identity provider; `token` and its name for one of
 * `precis token`; else `public`. The text is one line of at most 200 characters. Nothing in it comes from the caller
 * unverified.
 * @param requestContext of the event (payload format 2.0).
 */
export function callerOf({ authorizer }: AuthorizedContext): string {
  const iam = member(authorizer, 'iam');
  const signed = cleaned(member(iam, 'userArn')) ?? cleaned(member(iam, 'userId')) ?? cleaned(member(iam, 'callerId'));
  if (signed !== undefined) return signed;
  const claims = member(member(authorizer, 'jwt'), 'claims');
  const isUnverified = `${member(claims, 'email_verified')}` === 'false';
  for (const claim of CLAIMS) {
    if (claim === 'email' && isUnverified) continue;
    const name = cleaned(member(claims, claim));
    if (name !== undefined) return name;
  }
  const lambda = member(authorizer, 'lambda');
  if (member(lambda, 'scope') === undefined) return 'public';
  return cleaned(`token ${cleaned(member(lambda, 'name')) ?? ''}`) ?? 'token';
}
