import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Scope } from '../../functions/api/route-table.ts';
import {
  hashOf,
  parseTokenList,
  type StoredToken,
  type TokenList,
  TokenName,
} from '../../functions/authorizer/token-list.ts';
import { tokensParameter } from '../../lib/auth-settings.ts';
import { type StageConfig, stageConfig } from '../../lib/config.ts';
import { requireAccess } from './aws-access.ts';
import { PipelineError, UsageError } from './errors.ts';
import { EXIT } from './exit.ts';
import { readLocalEndpoint } from './local-endpoint.ts';
import type { Terminal } from './terminal.ts';

/** The largest value of a parameter of the standard tier (Systems Manager quotas). */
const MAX_BYTES = 4096;
const DAY_MS = 86_400_000;
/** Longer is as good as never. */
const MAX_DAYS = 3_650;

export interface TokenTarget {
  /** A deployed stage, whose settings name the parameter. Without deployment and parameter: the local runtime. */
  deployment?: string;
  /** The name of a parameter, whatever the settings say. */
  parameter?: string;
  /** Where the local runtime keeps its state. */
  state: string;
}

/** The parameter that holds the tokens' hashes. */
export interface TokenParameter {
  ssm: SSMClient;
  name: string;
}

/**
 * Finds the parameter of a deployed stage, with the AWS credentials of the environment, or that of the local runtime.
 * @throws UsageError where neither is there, or takes no tokens; ConfigurationError for a stage that is not there.
 */
export async function findTokenParameter({ deployment, parameter, state }: TokenTarget): Promise<TokenParameter> {
  if (deployment !== undefined || parameter !== undefined) {
    const name = parameter ?? parameterOf(stageConfig(deployment));
    const ssm = new SSMClient({});
    await requireAccess(ssm.config);
    return { ssm, name };
  }
  const local = await readLocalEndpoint(
    state,
    'Start it with `npm start`, or name a deployed stage with --deployment NAME.',
  );
  const name = local.outputs['TokensParameterName'];
  if (local.ssmUrl === undefined || name === undefined) {
    throw new UsageError('The local runtime takes no tokens: it runs a template of another mode.', {
      remedy:
        "Set auth: { mode: 'token' } in the stage's file and start it again, or name a stage with --deployment NAME.",
    });
  }
  const { region, credentials, ssmUrl: endpoint } = local;
  return { ssm: new SSMClient({ endpoint, region, credentials }), name };
}

function parameterOf({ stage, settings: { auth } }: StageConfig): string {
  if (auth.mode === 'token') return tokensParameter(stage, auth);
  throw new UsageError(`The stage ${stage} takes no tokens: its auth is ${auth.mode}.`, {
    file: `lib/stages/${stage}.ts`,
    remedy: "Set auth: { mode: 'token' } and deploy it.",
  });
}

/** The list as it stands, and which version of the parameter that is; 0 where there is none yet. */
async function read({ ssm, name }: TokenParameter): Promise<TokenList & { version: number }> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return { ...parseTokenList(Parameter?.Value ?? ''), version: Parameter?.Version ?? 0 };
  } catch (error) {
    if (error instanceof ParameterNotFound) return { tokens: [], version: 0 };
    throw error;
  }
}

/**
 * Stores a list in place of the version that it was made from. A parameter has no conditional write: where somebody else
 * wrote since, that is found out before it is written over, and in the last instant at least told.
 */
async function replace(parameter: TokenParameter, tokens: StoredToken[], version: number): Promise<void> {
  const Value = JSON.stringify({ tokens } satisfies TokenList);
  if (Buffer.byteLength(Value) > MAX_BYTES) {
    throw new UsageError(`There is no room for another token: the list may have ${MAX_BYTES} bytes.`, {
      remedy: 'Revoke one that is no longer used (`precis token list` shows them).',
    });
  }
  const conflict = () =>
    new PipelineError('Somebody else changed the tokens at the same time.', {
      remedy: 'Look at `precis token list` and do it again.',
    });
  if ((await read(parameter)).version !== version) throw conflict();
  const { ssm, name: Name } = parameter;
  try {
    const put = new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: version > 0 });
    const { Version } = await ssm.send(put);
    if (Version !== version + 1) throw conflict();
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) throw conflict();
    throw error;
  }
}

export interface NewToken {
  name: string;
  scope: Scope;
  /** After how many days it is refused; never, where it is undefined. */
  days?: number;
}

/**
 * `precis token create NAME`: makes a token and prints it, the only time that it is seen.
 * @param chance 32 random bytes.
 * @param now milliseconds since the epoch.
 * @throws UsageError where the name is taken or is none, or the list is full.
 */
export async function createToken(
  { name, scope, days }: NewToken,
  parameter: TokenParameter,
  { chance, now }: { chance: Buffer; now: number },
  terminal: Terminal,
): Promise<number> {
  if (!TokenName.safeParse(name).success) {
    throw new UsageError('A name has small letters, digits and hyphens, at most 32.');
  }
  if (days !== undefined && days > MAX_DAYS) throw new UsageError(`--days takes at most ${MAX_DAYS}.`);
  const { tokens, version } = await read(parameter);
  if (tokens.some((each) => each.name === name)) {
    throw new UsageError(`There is a token named ${name} already.`, { remedy: 'Revoke it, or choose another name.' });
  }
  const token = `prc_${chance.toString('base64url')}`;
  const made: StoredToken = {
    name,
    scope,
    sha256: hashOf(token).toString('hex'),
    createdAt: new Date(now).toISOString(),
    ...(days === undefined ? {} : { expiresAt: new Date(now + days * DAY_MS).toISOString() }),
  };
  await replace(parameter, [...tokens, made], version);
  terminal.out(`${token}\n`);
  terminal.progress(
    'Keep it: only its hash is stored. Wait five seconds before its first use: a refusal is remembered for five minutes.',
  );
  return EXIT.ok;
}

/** `precis token list`: prints a line for each token, without the tokens themselves, which nobody knows any more. */
export async function listTokens(parameter: TokenParameter, now: number, terminal: Terminal): Promise<number> {
  const { tokens } = await read(parameter);
  for (const { name, scope, createdAt, expiresAt } of tokens) {
    const over = expiresAt !== undefined && Date.parse(expiresAt) <= now ? 'expired' : 'until  ';
    const end = expiresAt === undefined ? '' : `  ${over} ${expiresAt.slice(0, 10)}`;
    terminal.out(`${name.padEnd(32)}  ${scope.padEnd(5)}  since ${createdAt.slice(0, 10)}${end}\n`);
  }
  if (tokens.length === 0) terminal.progress('There are no tokens.');
  return EXIT.ok;
}

/** `precis token revoke NAME`: it is refused within six minutes. @throws UsageError where there is none of this name. */
export async function revokeToken(name: string, parameter: TokenParameter, terminal: Terminal): Promise<number> {
  const { tokens, version } = await read(parameter);
  const rest = tokens.filter((each) => each.name !== name);
  if (rest.length === tokens.length) throw new UsageError('There is no token of this name.');
  await replace(parameter, rest, version);
  terminal.progress(`${name} is revoked. The API forgets it within six minutes.`);
  return EXIT.ok;
}
