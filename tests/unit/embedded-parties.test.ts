import { describe, expect, it } from 'vitest';
import { findStatements } from '../../functions/brief/embedded/attribution.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import type { Statement } from '../../functions/brief/embedded/model.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { chooseParties } from '../../functions/brief/embedded/parties.ts';
import type { Slots } from '../../functions/brief/embedded/party-weight.ts';
import { isOpinion, sourcingOf } from '../../functions/brief/embedded/sourcing.ts';
import type { Attribution, Party, Sourcing } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';

const NO_SLOTS: Slots = { actors: [], targets: [] };
const TREATY =
  'Norway and Sweden agreed on Monday to reopen the Kalmar border road, and Finland has mediated between them. ' +
  'The Norwegian foreign minister, Kari Lund, said Norway would send no more patrols. ' +
  'Sweden has pulled back its guards. Swedish officials said the road would open in May.\n\n' +
  'Striking truck drivers blocked the road in Denmark. A museum in Copenhagen was closed. ' +
  '“The road must stay open for trade,” Lund said. Analysts said that fuel could become scarce.';

function read(text: string, slots: Slots = NO_SLOTS, fields: Parameters<typeof articleOf>[1] = {}) {
  const document = readDocument(articleOf(text, fields));
  const names = findNames(document);
  const statements: Statement[] = findStatements(document, names);
  return { document, names, statements, parties: chooseParties(document, names, slots, statements) };
}

function party(parties: Party[], id: string): Party {
  const found = parties.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not among ${parties.map((one) => one.id).join(', ')}.`);
  return found;
}

describe('Function: chooseParties', () => {
  it('finds the parties of a single sentence, each of which is named once', () => {
    const { parties } = read('The Norwegian prime minister, Kari Lund, on Monday received envoys from Sweden in Oslo.');

    expect(parties.map((one) => one.id).sort()).toEqual(['norway', 'sweden']);
  });

  it('ranks those who act and speak first, and leaves out what is only a place', () => {
    // Act
    const { parties } = read(TREATY);

    // Assess
    expect(
      parties
        .map((one) => one.id)
        .slice(0, 2)
        .sort(),
    ).toEqual(['norway', 'sweden']);
    expect(parties.map((one) => one.id)).not.toContain('denmark');
    expect(party(parties, 'norway')).toMatchObject({
      name: 'Norway',
      kind: 'state',
      country: 'NO',
      role: 'acts',
      heard: true,
      aliases: expect.arrayContaining(['Kari Lund', 'Lund']),
    });
    expect(party(parties, 'finland').role).toBe('mediates');
  });

  it('keeps a verb of stance in the position', () => {
    // Act
    const { parties } = read(
      'Norway has agreed to let Finland draft a treaty. Norway urged Sweden to reopen the port.',
    );

    // Assess
    expect(party(parties, 'norway').positions.map(({ statement }) => statement)).toEqual([
      'agreed to let Finland draft a treaty.',
      'urged Sweden to reopen the port.',
    ]);
  });

  it('makes a party of each group that is listed with one', () => {
    // Prepare
    const text =
      'Norway and Sweden agreed to reopen the Kalmar road. Norway sent guards. Sweden sent none. Norway waits. ' +
      'The road was shut after clashes between Druze fighters, Sunni Bedouins and Norwegian guards.';

    // Act
    const { parties } = read(text);

    // Assess
    expect(party(parties, 'druze-fighters').kind).toBe('armed-group');
    expect(party(parties, 'sunni-bedouins')).toMatchObject({ name: 'Sunni Bedouins', kind: 'community', heard: false });
  });

  it('gives each party its positions, as it stated them', () => {
    // Act
    const { parties } = read(TREATY);

    // Assess
    expect(party(parties, 'norway').positions.map(({ speaker, statement }) => [speaker, statement])).toEqual([
      ['Norwegian foreign minister, Kari Lund', 'Norway would send no more patrols.'],
      ['Lund', '“The road must stay open for trade,”'],
    ]);
  });

  it('cites a clause in which the party acts', () => {
    // Act
    const [evidence] = party(read(TREATY).parties, 'sweden').evidence;

    // Assess
    expect(TREATY.slice(evidence?.start, evidence?.end)).toBe(evidence?.quote);
    expect(evidence?.quote).toContain('Sweden');
  });

  it('keeps whoever fills a slot of an item, and never a place or an outlet', () => {
    // Act
    const { parties } = read(TREATY, { actors: ['drivers', 'copenhagen-place'], targets: ['denmark'] });

    // Assess
    expect(party(parties, 'drivers')).toMatchObject({ kind: 'community', role: 'acts' });
    expect(party(parties, 'denmark').role).toBe('acted-upon');
    expect(parties.map((one) => one.id)).not.toContain('copenhagen-place');
  });

  it('finds none in a text without names', () => {
    expect(read('Peel the pears. Boil them in water for ten minutes.').parties).toEqual([]);
  });
});

describe('Function: sourcingOf', () => {
  it('tells who is quoted by name, which bodies speak, and who is not heard', () => {
    // Prepare
    const { document, names, statements, parties } = read(TREATY);
    const attributions: Attribution[] = [{ voice: 'outlet' }, { voice: 'party', party: 'norway' }, { voice: 'outlet' }];

    // Act
    const sourcing = sourcingOf(document, names, statements, parties, attributions);

    // Assess
    expect(sourcing).toMatchObject({
      named: ['Kari Lund'],
      bodies: [],
      unnamed: ['Swedish officials', 'Analysts'],
      attributed: 1,
      outletOnly: 2,
      opinion: false,
    });
    expect(sourcing.notHeard).toContain('finland');
    expect(sourcing.notHeard).not.toContain('norway');
  });
});

describe('Function: sourcingOf', () => {
  function sourcesOf(text: string): Pick<Sourcing, 'named' | 'bodies' | 'unnamed'> {
    const { document, names, statements, parties } = read(text);
    const { named, bodies, unnamed } = sourcingOf(document, names, statements, parties, []);
    return { named, bodies, unnamed };
  }

  it('names an organ as the text does, and each party once', () => {
    expect(
      sourcesOf(
        'According to the Finnish Defence Ministry, two ships were damaged in the raid on Norway. Helsinki said that it would answer. ' +
          'Finland said that Norway knew. Norway denied that it had struck.',
      ),
    ).toEqual({ named: [], bodies: ['Finnish Defence Ministry', 'Norway'], unnamed: [] });
  });

  it('keeps the place by which a ministry is told', () => {
    expect(
      sourcesOf('Norway and Sweden met. The Foreign Ministry in Stockholm said that no date was set.').bodies,
    ).toEqual(['Foreign Ministry in Stockholm']);
  });

  it('gives a person by the full name, also where a pronoun or a headship tells who it is', () => {
    expect(
      sourcesOf(
        '“We wait,” said Kari Lund, who heads the Northern Ferry Chamber. Norway’s deputy transport minister, Ola Berg, ' +
          'told reporters that the port was shut. He said that it would open in May.',
      ),
    ).toEqual({ named: ['Kari Lund', 'Ola Berg'], bodies: [], unnamed: [] });
  });

  it('leaves sources without a name as the text calls them', () => {
    expect(
      sourcesOf(
        'Shippers warn that the calm is fragile. Officials in Oslo and Bergen said that no date was set. ' +
          'A Swedish diplomat said the fee would stay.',
      ),
    ).toEqual({ named: [], bodies: [], unnamed: ['Shippers', 'Officials in Oslo and Bergen', 'Swedish diplomat'] });
  });
});

describe('Function: isOpinion', () => {
  it.each([
    ['Opinion: the road must open', 'The road is shut.', true],
    ['Road opens', 'The road is open. It was shut in May.', false],
    [
      null,
      'We must open the road. I have seen it. The road is shut. It is old. It is long. Our towns should have it. It rains. It is cold. They wait.',
      true,
    ],
    [
      null,
      '“We must open it,” she said. It is shut. It is old. It is long. It rains. It is cold. They wait. It is dark.',
      false,
    ],
  ])('reads %s', (title, text, opinion) => {
    expect(isOpinion(readDocument(articleOf(text, { title })))).toBe(opinion);
  });
});
