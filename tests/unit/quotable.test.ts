import { describe, expect, it } from 'vitest';
import { isQuotable } from '../../functions/brief/gate/quotable.ts';
import { evidenceFor } from '../fixtures/draft.ts';

describe('Function: isQuotable', () => {
  it.each([
    ['a clause', 'Norland sent 1,200 clerks, it said.', 'Norland sent 1,200 clerks'],
    ['a name before its possessive', 'Norland’s clerks left.', 'Norland'],
    ['a word before a hyphen', 'Norland’s long-planned visit', 'long'],
    ['a name of a script without spaces', '挪威政府宣布停火。', '挪威政府'],
    ['an Arabic name behind its article', 'وبسوريا القتال', 'سوريا'],
    ['a numbered line', '4. On Monday Norland sent clerks. It left.', '4. On Monday Norland sent clerks'],
    [
      'names with full stops',
      'Gen. A. B. Olin met Mr. Berg of the U.S. Navy.',
      'Gen. A. B. Olin met Mr. Berg of the U.S. Navy',
    ],
    ['a whole emoji', 'Grain waits 🚢 in Vell.', 'Grain waits 🚢'],
  ])('takes %s', (_, text, quote) => {
    expect(isQuotable(text, evidenceFor(text, quote))).toBe(true);
  });

  it.each([
    ['half of a word', 'Prices are unlikely to rise.', 'likely to rise'],
    ['a word without its end', 'Norland opened the locks.', 'Norland opened the lock'],
    ['a verb without its n’t', 'Norland can’t open the lock.', 'Norland can'],
    ['a word without the prefix that turns it', 'They met for non-violent protest.', 'violent protest'],
    ['a number without its thousands', 'Norland sent 1,200 clerks.', '200 clerks'],
    ['a number without its last digits', 'Norland sent 1,200 clerks.', 'Norland sent 1'],
    ['one end of a range', 'Norland won 22–0 in Vell.', '0 in Vell'],
    ['a number without its sign', 'It was -5 degrees.', '5 degrees'],
    ['half of an emoji', 'Grain waits 🚢 in Vell.', 'Grain waits \ud83d'],
    ['nothing but space', 'Norland  left.', '  '],
    ['two paragraphs', 'Norland left.\n\nOstia stayed.', 'Norland left.\n\nOstia stayed'],
    ['three sentences', 'It rained. Norland left. Ostia stayed.', 'It rained. Norland left. Ostia stayed'],
    ['a page', 'word '.repeat(400), 'word '.repeat(399)],
  ])('refuses %s', (_, text, quote) => {
    expect(isQuotable(text, evidenceFor(text, quote))).toBe(false);
  });
});
