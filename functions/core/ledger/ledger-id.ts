import { createHash } from 'node:crypto';

/** An id of the ledger: 32 hexadecimal digits from what makes it what it is. No part may hold a line break. */
export function ledgerIdOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
