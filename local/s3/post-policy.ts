import * as z from 'zod';
import { accessDenied, S3Error } from './s3-error.ts';

const condition = z.union([
  z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.string(), z.string(), z.string()]),
  z.record(z.string(), z.string()),
]);
const document = z.object({ expiration: z.string(), conditions: z.array(condition) });

/** What the owner of a bucket allows a form to upload. */
export interface PostPolicy {
  /** Fewest and most bytes of the file; absent without a limit. */
  length?: { least: number; most: number };
}

/** Fields that no condition need cover; the bucket, which is no field, must be (Amazon S3 API Reference, "POST Policy"). */
const EXEMPT = new Set(['policy', 'x-amz-signature', 'file', 'awsaccesskeyid']);

/**
 * Checks a form against its policy, all but the length of its file.
 * @param encoded the policy in base64, whose signature was verified.
 * @param fields of the form, with `bucket` and the final `key`.
 * @param now milliseconds since the epoch, of the signers' time.
 * @throws S3Error for a policy that is malformed, expired or not met.
 */
export function checkPostPolicy(encoded: string, fields: ReadonlyMap<string, string>, now: number): PostPolicy {
  const { expiration, conditions } = readPolicy(encoded);
  const expires = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(expiration)
    ? Date.parse(expiration)
    : Number.NaN;
  if (Number.isNaN(expires)) throw invalidPolicy('Invalid Policy: Invalid expiration.');
  if (expires <= now) throw accessDenied('Invalid according to Policy: Policy expired.');
  const covered = new Set<string>();
  const policy: PostPolicy = {};
  for (const { operator, name, value, least, most } of conditions.flatMap(comparisons)) {
    if (operator === 'content-length-range') {
      policy.length = { least, most };
      continue;
    }
    covered.add(name);
    const given = fields.get(name) ?? '';
    const holds = operator === 'eq' ? given === value : allStartWith(name, given, value);
    if (!holds) {
      throw accessDenied(
        `Invalid according to Policy: Policy Condition failed: ["${operator}", "$${name}", "${value}"]`,
      );
    }
  }
  const extra = [...fields.keys()].find(
    (name) => !covered.has(name) && !EXEMPT.has(name) && !name.startsWith('x-ignore-'),
  );
  if (extra !== undefined) throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra}`);
  return policy;
}

interface Comparison {
  operator: 'eq' | 'starts-with' | 'content-length-range';
  name: string;
  value: string;
  least: number;
  most: number;
}

function comparisons(given: z.output<typeof condition>): Comparison[] {
  if (!Array.isArray(given)) {
    return Object.entries(given).map(([name, value]) => comparison('eq', name, value));
  }
  const [operator, second, third] = given;
  if (operator === 'content-length-range') {
    return [{ ...comparison('content-length-range', '', ''), least: Number(second), most: Number(third) }];
  }
  if ((operator !== 'eq' && operator !== 'starts-with') || !String(second).startsWith('$')) {
    throw invalidPolicy('Invalid Policy: Invalid Simple-Condition.');
  }
  return [comparison(operator, String(second).slice(1), String(third))];
}

function comparison(operator: Comparison['operator'], name: string, value: string): Comparison {
  return { operator, name: name.toLowerCase(), value, least: 0, most: 0 };
}

/** A content type may be a list, of which each member must match. */
function allStartWith(name: string, given: string, prefix: string): boolean {
  const values = name === 'content-type' ? given.split(',') : [given];
  return values.every((value) => value.startsWith(prefix));
}

function readPolicy(encoded: string): z.output<typeof document> {
  try {
    return document.parse(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  } catch {
    throw invalidPolicy('Invalid Policy: Invalid JSON.');
  }
}

function invalidPolicy(message: string): S3Error {
  return new S3Error(400, 'InvalidPolicyDocument', message);
}
