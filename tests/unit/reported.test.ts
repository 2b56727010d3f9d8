import { describe, expect, it } from 'vitest';
import { Source } from '../../functions/brief/gate/reading.ts';
import { isReported } from '../../functions/brief/gate/reported.ts';
import { evidenceFor } from '../fixtures/draft.ts';

describe('Function: isReported', () => {
  it.each([
    ['words between quotation marks', '“The lock is open and Ostia knows it,” Olin said.', 'The lock is open'],
    ['words before the closing mark', 'Olin said “now the lock is open.”', 'the lock is open'],
    ['words behind “said”', 'Olin said the lock is open.', 'the lock is open'],
    ['words behind “reported that”', 'Guards reported that the lock is open.', 'the lock is open'],
    ['words before “said” at the end', 'The lock is open, a guard said on Monday.', 'The lock is open'],
    ['words before “according to”', 'The lock is open, according to guards.', 'The lock is open'],
  ])('finds %s', (_, text, quote) => {
    expect(isReported(new Source(text), evidenceFor(text, quote))).toBe(true);
  });

  it.each([
    ['words that only stand near it', 'Norland opened the lock and said it was glad.', 'Norland opened the lock'],
    ['a noun that looks like a verb of saying', 'Norland got a note sent by Ostia.', 'sent by Ostia'],
    ['the author’s own belief', 'I believe the lock is open.', 'the lock is open'],
    ['a word in quotation marks', 'The “interim” guard left.', 'The “interim” guard left'],
    ['a clause before the one who goes on', 'Norland left, which Ostia said was fair.', 'Norland left'],
    ['an aside of another act', 'Norland left, saying it was fair.', 'Norland left'],
  ])('does not take %s for somebody’s', (_, text, quote) => {
    expect(isReported(new Source(text), evidenceFor(text, quote))).toBe(false);
  });
});
