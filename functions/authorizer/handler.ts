import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import middy from '@middy/core';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { CorruptDataError, TransientError } from '../core/errors.ts';
import { required } from '../runtime/environment.ts';
import { observe } from '../runtime/observability.ts';
import { authorize } from './authorize.ts';
import { CachedReading } from './cached-reading.ts';
import type { Verdict } from './judge.ts';
import { parseTokenList, type TokenList } from './token-list.ts';

const observability = observe();
const ssm = new SSMClient({});
const parameter = required('TOKENS_PARAMETER');
const NO_TOKENS: TokenList = { tokens: [] };

/**
 * A parameter that is missing or holds something else is a list of no tokens: nobody is let in, and the log says why.
 * @throws TransientError where it cannot be read just now: the gateway answers 500 and, other than a refusal, keeps it
 * for nobody.
 */
async function readTokens(): Promise<TokenList> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return parseTokenList(Parameter?.Value ?? '');
  } catch (error) {
    if (error instanceof ParameterNotFound || error instanceof CorruptDataError) {
      observability.failure('no token is accepted', error, {});
      return NO_TOKENS;
    }
    observability.failure('the tokens cannot be read', error, {});
    throw new TransientError('The tokens cannot be read.', { cause: error });
  }
}

const tokens = new CachedReading(readTokens, Date.now);

async function answer(event: APIGatewayRequestAuthorizerEventV2): Promise<Verdict> {
  // As the gateway spells headers; the type takes every name to be there.
  const authorization: string | undefined = event.headers?.['authorization'];
  return authorize({ routeKey: event.routeKey, authorization }, tokens, Date.now);
}

export const handler = middy<APIGatewayRequestAuthorizerEventV2, Verdict>()
  .use(injectLambdaContext(observability.logger, { resetKeys: true }))
  .handler(answer);
