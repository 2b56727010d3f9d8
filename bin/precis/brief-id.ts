import { isId } from '../../functions/core/identity.ts';
import { UsageError } from './errors.ts';

/** Checks an id that a command was given. @throws UsageError for what is none */
export function requireBriefId(id: string): void {
  if (!isId(id)) throw new UsageError('An id is 32 hexadecimal digits; `precis list` prints them.');
}
