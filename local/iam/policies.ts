import { ConfigurationError } from '../../functions/core/errors.ts';
import type { LocalAccount, RequestKeys } from '../contracts.ts';
import type { PolicyStatement } from '../template/plan.ts';
import { matchesWildcard } from './wildcard.ts';

/**
 * Whether a set of identity policies allows an action (as `s3:GetObject`) on a resource (its full ARN).
 * @param keys what the request says for the condition keys of its service.
 */
export type PolicyDecision = (action: string, resource: string, keys?: RequestKeys) => boolean;

/**
 * Reads identity policies: an explicit Deny wins, then an Allow, else it is denied (IAM User Guide, "Policy evaluation
 * logic"). Actions match without regard to case, resources with it.
 * @param owner whose policies they are, for messages.
 * @throws ConfigurationError for a statement that is incomplete, or a Condition whose value is not known here.
 */
export function readPolicies(
  statements: readonly PolicyStatement[],
  owner: string,
  account: LocalAccount,
): PolicyDecision {
  const rules = statements.map((statement) => readStatement(statement, owner, account));
  return (action, resource, keys = {}) => {
    const matching = rules.filter((rule) => rule.matches(action, resource, keys));
    return matching.length > 0 && matching.every((rule) => rule.allow);
  };
}

interface Rule {
  allow: boolean;
  matches(action: string, resource: string, keys: RequestKeys): boolean;
}

function readStatement(statement: PolicyStatement, owner: string, account: LocalAccount): Rule {
  const action = readElement(statement.Action, statement.NotAction, 'Action', owner);
  const resource = readElement(statement.Resource, statement.NotResource, 'Resource', owner);
  const applies = readConditions(statement.Condition, owner, account);
  const actions = action.patterns.map((pattern) => pattern.toLowerCase());
  return {
    allow: statement.Effect === 'Allow',
    matches: (askedAction, askedResource, keys) => {
      const lowered = askedAction.toLowerCase();
      return (
        applies(keys) &&
        actions.some((pattern) => matchesWildcard(pattern, lowered)) !== action.inverted &&
        resource.patterns.some((pattern) => matchesWildcard(pattern, askedResource)) !== resource.inverted
      );
    },
  };
}

function readElement(
  plain: string | string[] | undefined,
  inverse: string | string[] | undefined,
  name: string,
  owner: string,
): { patterns: string[]; inverted: boolean } {
  const given = plain ?? inverse;
  if (given === undefined || (plain !== undefined && inverse !== undefined)) {
    throw new ConfigurationError(`A policy statement of ${owner} needs either ${name} or Not${name}.`);
  }
  const patterns = typeof given === 'string' ? [given] : given;
  const variable = patterns.find((pattern) => pattern.includes('${'));
  if (variable !== undefined) {
    throw new ConfigurationError(`The policy variable in "${variable}" of ${owner} has no local model.`);
  }
  return { patterns, inverted: plain === undefined };
}

/** The operators that compare texts (IAM User Guide, "Condition operators"). */
const OPERATORS: Record<string, (value: string, pattern: string) => boolean> = {
  StringEquals: (value, pattern) => value === pattern,
  StringLike: (value, pattern) => matchesWildcard(pattern, value),
};

/** Keys whose values a request says itself, several of them. */
const OF_REQUESTS: ReadonlySet<string> = new Set(['dynamodb:leadingkeys' satisfies keyof RequestKeys]);
const FOR_ALL = 'ForAllValues:';

/**
 * Whether a Condition holds for a request. Beside what a request itself says, only keys are known that are the same for every
 * request of one account.
 */
function readConditions(
  condition: PolicyStatement['Condition'],
  owner: string,
  { accountId, region }: LocalAccount,
): (keys: RequestKeys) => boolean {
  const known: Record<string, string> = {
    'aws:principalaccount': accountId,
    'aws:resourceaccount': accountId,
    's3:resourceaccount': accountId,
    'aws:requestedregion': region,
  };
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([name, values]): ((request: RequestKeys) => boolean) => {
      const key = name.toLowerCase();
      // KMS alone has these keys in its requests, and nothing here asks it.
      if (key.startsWith('kms:')) return () => false;
      const ofRequest = OF_REQUESTS.has(key) && operator.startsWith(FOR_ALL);
      const compare = OPERATORS[(ofRequest ? operator.slice(FOR_ALL.length) : operator).replace(/IfExists$/, '')];
      const value = known[key];
      if (!compare || (value === undefined && !ofRequest)) {
        throw new ConfigurationError(
          `The condition ${operator} on ${name} in a policy of ${owner} has no local model.`,
          {
            remedy: 'Grant without this condition, or teach local/iam/policies.ts what it means here.',
          },
        );
      }
      const matches = (one: string): boolean => [values].flat().some((pattern) => compare(one, pattern));
      if (value !== undefined) return () => matches(value);
      // In IAM, such a condition also holds for a request that says nothing; here it is one whose keys are not known.
      return (request) => request[key as keyof RequestKeys]?.every(matches) ?? false;
    }),
  );
  return (keys) => tests.every((holds) => holds(keys));
}
