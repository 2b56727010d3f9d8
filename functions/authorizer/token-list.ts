import { createHash } from 'node:crypto';
import * as z from 'zod';
import { SCOPES } from '../api/route-table.ts';
import { CorruptDataError } from '../core/errors.ts';

/** How a token looks: a prefix that scanners for leaked secrets can find, and 32 random bytes as base64url. */
const TOKEN = /^prc_[A-Za-z0-9_-]{43}$/;

/** A name stands in logs and in lists. */
export const TokenName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A name has small letters, digits and hyphens, at most 32.');

export const StoredToken = z.strictObject({
  name: TokenName,
  /** `write` implies `read`. */
  scope: z.enum(SCOPES),
  /** Of the token's text, in hexadecimal. 32 random bytes cannot be guessed, so it needs neither salt nor stretching. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
  /** From this instant on it is refused. */
  expiresAt: z.iso.datetime().optional(),
});
export type StoredToken = z.infer<typeof StoredToken>;

/** What the parameter holds, as JSON. */
export const TokenList = z
  .strictObject({ tokens: z.array(StoredToken) })
  .refine(({ tokens }) => new Set(tokens.map(({ name }) => name)).size === tokens.length, 'Two tokens have one name.');
export type TokenList = z.infer<typeof TokenList>;

/** @throws CorruptDataError if the parameter holds something else; the message holds nothing of it. */
export function parseTokenList(text: string): TokenList {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CorruptDataError('The parameter of the tokens is not JSON.');
  }
  const parsed = TokenList.safeParse(value);
  if (!parsed.success) throw new CorruptDataError('The parameter of the tokens is not a list of tokens.');
  return parsed.data;
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** @returns the 32 bytes under which a token is stored. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
