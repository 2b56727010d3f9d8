import { describe, expect, it } from 'vitest';
import { Source } from '../../functions/brief/gate/reading.ts';
import { isShouting, plainOf, wordsOf } from '../../functions/brief/gate/words.ts';
import { writersOf } from '../../functions/brief/gate/writers.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Article } from '../../functions/core/article.ts';
import type { Attribution, BriefDraft } from '../../functions/core/brief.ts';
import { articleOf, emptyDraft, evidenceFor, measureOf, partyOf } from '../fixtures/draft.ts';

const TALK = [
  'Ana Quispe runs the ministry of water. Jon Berg is her deputy.',
  'Q: Will there be rationing?',
  'A: We will cut the supply at night. Berg: that is my deputy, agrees.',
  'Nobody likes it.',
  'Q: Who pays?',
  'A: The mines pay.',
].join('\n\n');
const NAMED = 'Post: Who pays?\n\nQuispe: The mines pay.\n\nPost: All of them?\n\nBerg: Some mines have paid.';

/** What the gate makes of an attribution of a quote. */
function voiced(
  text: string,
  quote: string,
  attribution: Attribution,
  fields: Partial<Article> = {},
): Attribution | undefined {
  const draft: BriefDraft = { ...emptyDraft(), measures: [measureOf(text, quote, { attribution })] };
  for (const name of ['Quispe', 'Berg']) {
    if (text.includes(name)) draft.parties.push(partyOf(text, name, name, { kind: 'person' }));
  }
  return gate(articleOf(text, fields), draft).measures[0]?.attribution;
}

const UNNAMED = { voice: 'unnamed' };

describe('Gate: the voices of an interview', () => {
  const quispe: Attribution = { voice: 'party', label: 'Ana Quispe', party: 'quispe' };
  const berg: Attribution = { voice: 'party', label: 'Berg', party: 'berg' };

  it.each(['We will cut the supply at night', 'Nobody likes it', 'The mines pay'])(
    'leaves an answer to one whom the introduction names: %s',
    (quote) => {
      expect(voiced(TALK, quote, quispe)).toEqual(quispe);
    },
  );

  it('gives no question to the one who answers', () => {
    expect(voiced(TALK, 'Will there be rationing?', quispe)).toEqual(UNNAMED);
  });

  it('gives each answer to whose label stands over it', () => {
    expect(voiced(NAMED, 'The mines pay', { ...quispe, label: 'Quispe' })).toMatchObject({ party: 'quispe' });
    expect(voiced(NAMED, 'Some mines have paid', { ...quispe, label: 'Quispe' })).toEqual(UNNAMED);
    expect(voiced(NAMED, 'Some mines have paid', berg)).toEqual(berg);
  });

  it('names nobody whom neither title nor introduction names', () => {
    const text = 'Q: Who pays?\n\nA: The mines pay.\n\nQ: All?\n\nA: Olin does not.';

    expect(voiced(text, 'The mines pay', { voice: 'named', label: 'Olin' })).toEqual(UNNAMED);
    expect(voiced(text, 'The mines pay', { voice: 'named', label: 'Olin' }, { title: 'A talk with Olin' })).toEqual({
      voice: 'named',
      label: 'Olin',
    });
  });
});

describe('Gate: the writer of an opinion piece', () => {
  const essay = 'I have seen the port close. We must act. The council raised the tax.';
  const vidal: Attribution = { voice: 'named', label: 'Rosa Vidal' };

  it('may be given what a signed piece in the first person, or one marked as opinion, claims', () => {
    expect(voiced(essay, 'The council raised the tax', vidal, { authors: ['Rosa Vidal'] })).toEqual(vidal);
    expect(
      voiced('The council raised the tax.', 'The council raised the tax', vidal, {
        title: 'Opinion: The tax',
        authors: ['Rosa Vidal'],
      }),
    ).toEqual(vidal);
  });

  it('is given nothing of a report, nor what somebody else says in an essay', () => {
    const report = 'The council raised the tax.';
    const said = `${essay} “The port is lost,” Jon Berg said.`;

    expect(voiced(report, 'The council raised the tax', vidal, { authors: ['Rosa Vidal'] })).toEqual(UNNAMED);
    expect(
      voiced(essay, 'The council raised the tax', { voice: 'named', label: 'Pia Lund' }, { authors: ['Rosa Vidal'] }),
    ).toEqual(UNNAMED);
    expect(voiced(said, 'The port is lost', vidal, { authors: ['Rosa Vidal'] })).toEqual(UNNAMED);
  });

  it('is who signs, and "the author"', () => {
    expect(writersOf(essay, { title: null, authors: ['Rosa Vidal'] })).toEqual(['Rosa Vidal', 'the author']);
    expect(writersOf('“I go,” he said. “We go,” she said.', { title: null, authors: ['Rosa Vidal'] })).toEqual([]);
    expect(new Source(essay).writers).toEqual(['the author']);
  });

  it('stands before the sentences of the summary, and before no other words', () => {
    const evidence = [evidenceFor(essay, 'The council raised the tax.')];
    const summaryOf = (text: string): string | undefined => {
      const draft = { ...emptyDraft(), summary: [{ text, evidence }] };
      return gate(articleOf(essay, { authors: ['Rosa Vidal'] }), draft).summary[0]?.text;
    };

    expect(summaryOf('Rosa Vidal: “The council raised the tax.”')).toBe('Rosa Vidal: “The council raised the tax.”');
    expect(summaryOf('Rosa Vidal: “The council stole the tax.”')).toBe('The council raised the tax.');
  });
});

describe('Gate: words in capitals and with accents', () => {
  const wire = 'EGYPT AND THE UN WELCOMED THE TRUCE OF SUDAN, AND ITS ARMY SAID THAT IT WOULD KEEP IT.';

  it('are no abbreviations where everything is in capitals', () => {
    expect(isShouting(wire)).toBe(true);
    expect(isShouting('EGYPT')).toBe(false);
    expect(
      wordsOf(wire, undefined, true)
        .slice(0, 4)
        .map(({ lower }) => lower),
    ).toEqual(['egypt', 'and', 'the', 'un.']);
    expect(wordsOf('The UN and SADC met.').map(({ lower }) => lower)).toEqual(['the', 'un.', 'and', 'sadc.', 'met']);
  });

  it('name the same with and without accents', () => {
    expect(plainOf('Perú y São Tomé')).toBe('peru y sao tome');
    expect(plainOf('Молдавия')).toBe('молдавия');
  });
});
