import { describe, expect, it } from 'vitest';
import { findStatements } from '../../functions/brief/embedded/attribution.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { chooseParties } from '../../functions/brief/embedded/parties.ts';
import { type Ranked, rankEntities, type Slots } from '../../functions/brief/embedded/party-weight.ts';
import { articleOf } from '../fixtures/draft.ts';

const NO_SLOTS: Slots = { actors: [], targets: [] };
/** Sentences that name nobody: with them an article is not a short one. */
const REST =
  ' The road is long. The rain fell all night. The bridge is old. The tolls are high. The queue grew. Nobody knew why.';

function read(text: string, title: string | null = null, slots: Slots = NO_SLOTS) {
  const document = readDocument(articleOf(text, { title }));
  const names = findNames(document);
  const statements = findStatements(document, names);
  const ranked = rankEntities(document, names, slots, statements);
  return { ranked, parties: chooseParties(document, names, slots, statements).map(({ id }) => id) };
}

function weightOf(ranked: Ranked[], key: string): number {
  const found = ranked.find(({ entity }) => entity.key === key);
  if (found === undefined) throw new Error(`${key} is not among ${ranked.map(({ entity }) => entity.key).join(', ')}.`);
  return found.score;
}

describe('Function: rankEntities', () => {
  it('weighs a person who is only heard less than one who does something', () => {
    const text = `Jane Roe shut the port. Anna Berg said the port was shut.${REST}`;
    const { ranked } = read(text);

    expect(weightOf(ranked, 'anna-berg')).toBeLessThan(weightOf(ranked, 'jane-roe'));
  });

  it('weighs a person to whom it is done more', () => {
    const { ranked } = read(`Jane Roe was arrested on Monday. Anna Berg was asleep on Monday.${REST}`);

    expect(weightOf(ranked, 'jane-roe') - weightOf(ranked, 'anna-berg')).toBeCloseTo(1);
  });

  it('sees to whom it is done behind the verb', () => {
    const { ranked } = read(`Police arrested Jane Roe on Monday. Police greeted Anna Berg on Monday.${REST}`);

    expect(weightOf(ranked, 'jane-roe')).toBeGreaterThan(weightOf(ranked, 'anna-berg'));
  });

  it('weighs a name of unknown kind little where it never acts', () => {
    const { ranked } = read(`The Harstvik closed the gate. Ships passed the Lonvik.${REST}`);

    expect(weightOf(ranked, 'harstvik') - weightOf(ranked, 'lonvik')).toBeGreaterThan(3);
  });

  it('weighs a state little that only describes, unless the article is short', () => {
    const text = 'Norway shut the border to Danish trucks.';

    expect(weightOf(read(text).ranked, 'denmark') - weightOf(read(text + REST).ranked, 'denmark')).toBeCloseTo(2);
  });

  it('weighs who is named in the title as a word of its own', () => {
    const text = `Norway and the US shut a mine.${REST}`;
    const bare = weightOf(read(text).ranked, 'united-states');

    expect(weightOf(read(text, 'US shuts mine').ranked, 'united-states') - bare).toBeCloseTo(2.5);
    expect(weightOf(read(text, 'Austrian bus stops: tell us why').ranked, 'united-states')).toBe(bare);
  });

  it.each([
    ['names it first', 'Denmark warns Norway and Sweden', 'denmark'],
    ['names the doer behind a passive', 'Norwegian ship seized by Denmark', 'denmark'],
    ['has a quotation before it', '‘Norway lost’ Denmark says after vote', 'denmark'],
    ['has a catchword before it', 'Norway vote: Denmark warns of delay', 'denmark'],
    ['has a speaker before a colon', 'Denmark: No ship of Norway may pass', 'denmark'],
  ])('puts first whom the title is about where it %s', (_, title, key) => {
    const text =
      'Norway shut the port. Norway sent ships. Norway said it would wait. Denmark protested. Sweden waited. Norway waits.';

    expect(read(text).ranked[0]?.entity.key).toBe('norway');
    expect(read(text, title).ranked[0]?.entity.key).toBe(key);
  });

  it('knows a body by the last word of its name in the title', () => {
    const text = `Norway was shocked. Norway mourned. The Northern Rail Police searched the train. Norway waits.${REST}`;

    expect(read(text, 'Police search train').ranked[0]?.entity.key).toBe('northern-rail-police');
  });
});

describe('Function: chooseParties', () => {
  it('makes no party of a faint name or group by a slot alone', () => {
    const text = `Norway shut the port to the Lonvik on Monday. Norway waits.${REST} Norway paid several fishermen of the valley.`;
    const slots: Slots = { actors: ['norway'], targets: ['lonvik', 'fishermen'] };

    expect(read(text, null, slots).parties).toEqual(['norway']);
  });

  it('makes a party of a state by a slot alone', () => {
    const text = `Norway shut the port. Norway waits.${REST} The port serves Danish ships.`;

    expect(read(text).parties).toEqual(['norway']);
    expect(read(text, null, { actors: [], targets: ['denmark'] }).parties).toEqual(['norway', 'denmark']);
  });
});
