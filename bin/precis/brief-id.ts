import { parseBriefAddress } from '../../functions/core/brief-address.ts';
import { isId } from '../../functions/core/identity.ts';
import { UsageError } from './errors.ts';

/** Checks the address of a brief, or of one version of it. @throws UsageError for what is none */
export function requireBriefAddress(address: string): void {
  if (parseBriefAddress(address) !== undefined) return;
  throw new UsageError(
    'It is an id of 32 hexadecimal digits, as `precis list` prints it; a version may stand behind it: ID@VERSION.',
  );
}

/** Checks an id that a command was given. @throws UsageError for what is none */
export function requireBriefId(id: string): void {
  if (!isId(id)) throw new UsageError('An id is 32 hexadecimal digits; `precis list` prints them.');
}
