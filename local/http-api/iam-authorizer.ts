import { createHash } from 'node:crypto';
import type { Clock, LocalAccount, Principals } from '../contracts.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { AuthenticationError } from '../sigv4/authentication-error.ts';
import { forbidden, type IamAuthorizer, type IamIdentity, requestArn } from './authorization.ts';
import { headersOf } from './request-event.ts';

export interface IamOptions {
  apiId: string;
  account: LocalAccount;
  principals: Principals;
  /** The time by which signatures expire. */
  signatureClock: Clock;
  /** Whom a request without a signature is taken for; undefined where every request must be signed, as in AWS. */
  unsigned: { accessKeyId: string; arn: string } | undefined;
}

/**
 * Routes with `AWS_IAM`: who signed the request must be allowed `execute-api:Invoke` on it. A request that shows any
 * other proof than a signature is refused.
 */
export function iamAuthorizer({ apiId, account, principals, signatureClock, unsigned }: IamOptions): IamAuthorizer {
  return async (request) => {
    const headers = headersOf(request.rawHeaders);
    const isSigned = headers.authorization !== undefined || /(^|&)X-Amz-(Algorithm|Signature)=/.test(request.query);
    if (!isSigned) {
      return unsigned ? { allowed: true, caller: { iam: identityOf(unsigned, account) } } : forbidden();
    }
    try {
      const { principal } = await authenticate(
        {
          method: request.method,
          target: request.query === '' ? request.path : `${request.path}?${request.query}`,
          headers,
          service: 'execute-api',
          region: account.region,
          body: request.body,
        },
        principals,
        signatureClock,
      );
      if (!principal.allows('execute-api:Invoke', requestArn(account, apiId, request))) return forbidden();
      return { allowed: true, caller: { iam: identityOf(principal, account) } };
    } catch (error) {
      if (error instanceof AuthenticationError) return forbidden();
      throw error;
    }
  };
}

/** The root user's id is that of the account; others have one of their own (IAM User Guide, "IAM identifiers"). */
function identityOf({ accessKeyId, arn }: { accessKeyId: string; arn: string }, account: LocalAccount): IamIdentity {
  const { accountId } = account;
  const own = `AIDA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;
  const userId = arn.endsWith(':root') ? accountId : own;
  return {
    accessKey: accessKeyId,
    accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: '',
    userArn: arn,
    userId,
  };
}
