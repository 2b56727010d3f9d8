import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  CONTROL_ADJECTIVES,
  CONTROL_NOUNS,
  CONTROL_VERBS,
} from '../../functions/brief/embedded/lexicon/control-verbs.ts';
import { COUNTRIES } from '../../functions/brief/embedded/lexicon/countries.ts';
import { GROUP_NOUNS, ORGAN_NOUNS, PEOPLES } from '../../functions/brief/embedded/lexicon/groups.ts';
import { ISSUE_CUES } from '../../functions/brief/embedded/lexicon/issue-cues.ts';
import { ECONOMY_FRAMES } from '../../functions/brief/embedded/lexicon/measures/economy.ts';
import { LAW_FRAMES } from '../../functions/brief/embedded/lexicon/measures/law.ts';
import { POLITICS_FRAMES } from '../../functions/brief/embedded/lexicon/measures/politics.ts';
import { SECURITY_FRAMES } from '../../functions/brief/embedded/lexicon/measures/security.ts';
import { METONYMS, PLACES, REGIONS } from '../../functions/brief/embedded/lexicon/metonyms.ts';
import { KIND_WORDS } from '../../functions/brief/embedded/lexicon/name-parts.ts';
import { NOMINALS } from '../../functions/brief/embedded/lexicon/nominals.ts';
import { ORGANISATIONS, OUTLETS } from '../../functions/brief/embedded/lexicon/organisations.ts';
import { PROBABILITY_TERMS, RISK_CUES } from '../../functions/brief/embedded/lexicon/risk-cues.ts';
import { ANONYMITY } from '../../functions/brief/embedded/lexicon/sources.ts';
import { BODY_HEADS, STATESMEN } from '../../functions/brief/embedded/lexicon/statesmen.ts';
import { TITLES } from '../../functions/brief/embedded/lexicon/titles.ts';
import {
  BOILERPLATE_LINES,
  BOILERPLATE_OPENINGS,
  BOILERPLATE_PHRASES,
} from '../../functions/core/text/boilerplate-lexicon.ts';
import {
  controlFaults,
  countryFaults,
  frameFaults,
  issueCueFaults,
  kindWordFaults,
  organisationFaults,
  ownedNameFaults,
  phraseListFaults,
  plainListFaults,
  plainNameFaults,
  probabilityFaults,
} from '../lexicons/check.ts';

const STATES = new Set(COUNTRIES.map((row) => row.split('|')[0] ?? ''));
const BODIES = new Set(ORGANISATIONS.map((row) => row.split('|')[0] ?? ''));
const LEXICONS = new URL('../../functions/brief/embedded/lexicon/', import.meta.url);

function boilerplateFaults(list: string, words: typeof BOILERPLATE_OPENINGS): string[] {
  return plainListFaults('boilerplate.ts', list, Object.values(words).flat());
}

describe('The lexicons have no faults:', () => {
  it.each<[string, () => string[]]>([
    ['measures/security.ts', () => frameFaults('measures/security.ts', SECURITY_FRAMES)],
    ['measures/economy.ts', () => frameFaults('measures/economy.ts', ECONOMY_FRAMES)],
    ['measures/law.ts', () => frameFaults('measures/law.ts', LAW_FRAMES)],
    ['measures/politics.ts', () => frameFaults('measures/politics.ts', POLITICS_FRAMES)],
    ['issue-cues.ts', () => issueCueFaults('issue-cues.ts', ISSUE_CUES)],
    ['risk-cues.ts', () => phraseListFaults('risk-cues.ts', RISK_CUES)],
    ['risk-cues.ts, probability', () => probabilityFaults('risk-cues.ts', PROBABILITY_TERMS)],
    ['control-verbs.ts', () => controlFaults('control-verbs.ts', 'CONTROL_VERBS', CONTROL_VERBS, true)],
    ['control-verbs.ts, nouns', () => controlFaults('control-verbs.ts', 'CONTROL_NOUNS', CONTROL_NOUNS, false)],
    [
      'control-verbs.ts, adjectives',
      () => controlFaults('control-verbs.ts', 'CONTROL_ADJECTIVES', CONTROL_ADJECTIVES, false),
    ],
    ['countries.ts', () => countryFaults('countries.ts', COUNTRIES)],
    ['organisations.ts', () => organisationFaults('organisations.ts', ORGANISATIONS, STATES)],
    ['organisations.ts, outlets', () => plainNameFaults('organisations.ts', 'OUTLETS', OUTLETS)],
    ['metonyms.ts, places', () => plainNameFaults('metonyms.ts', 'PLACES', PLACES)],
    ['metonyms.ts, regions', () => ownedNameFaults('metonyms.ts', 'REGIONS', REGIONS, STATES)],
    [
      'metonyms.ts, metonyms',
      () =>
        METONYMS.flatMap((row) =>
          BODIES.has(row.split('|')[1] ?? '') ? [] : [`metonyms.ts: ${row} stands for no body`],
        ),
    ],
    ['groups.ts, peoples', () => plainNameFaults('groups.ts', 'PEOPLES', PEOPLES)],
    ['groups.ts, nouns', () => kindWordFaults('groups.ts', 'GROUP_NOUNS', GROUP_NOUNS)],
    ['groups.ts, organs', () => plainListFaults('groups.ts', 'ORGAN_NOUNS', ORGAN_NOUNS)],
    ['nominals.ts', () => kindWordFaults('nominals.ts', 'NOMINALS', NOMINALS)],
    ['name-parts.ts', () => kindWordFaults('name-parts.ts', 'KIND_WORDS', KIND_WORDS)],
    ['statesmen.ts', () => ownedNameFaults('statesmen.ts', 'STATESMEN', STATESMEN, STATES)],
    ['statesmen.ts, heads', () => ownedNameFaults('statesmen.ts', 'BODY_HEADS', BODY_HEADS, BODIES)],
    ['titles.ts', () => plainListFaults('titles.ts', 'TITLES', TITLES)],
    ['boilerplate.ts, openings', () => boilerplateFaults('BOILERPLATE_OPENINGS', BOILERPLATE_OPENINGS)],
    ['boilerplate.ts, lines', () => boilerplateFaults('BOILERPLATE_LINES', BOILERPLATE_LINES)],
    ['boilerplate.ts, phrases', () => boilerplateFaults('BOILERPLATE_PHRASES', BOILERPLATE_PHRASES)],
    ['sources.ts', () => plainListFaults('sources.ts', 'ANONYMITY', ANONYMITY)],
  ])('%s', (_file, faults) => {
    expect(faults()).toEqual([]);
  });

  describe('sets of words,', () => {
    const written = new WeakMap<object, unknown[]>();
    beforeAll(() => {
      const Plain = globalThis.Set;
      // A set forgets what was written twice: what each one is made of is kept beside it.
      class Written<T> extends Plain<T> {
        constructor(entries?: Iterable<T> | null) {
          const all = [...(entries ?? [])];
          super(all);
          written.set(this, all);
        }
      }
      vi.resetModules();
      vi.stubGlobal('Set', Written);
    });
    afterAll(() => {
      vi.unstubAllGlobals();
    });

    it.each(readdirSync(LEXICONS).filter((name) => name.endsWith('.ts')))('%s', async (file) => {
      const lexicon: Record<string, unknown> = await import(new URL(file, LEXICONS).pathname);
      const faults = Object.entries(lexicon).flatMap(([list, value]) => {
        const entries = typeof value === 'object' && value !== null ? written.get(value) : undefined;
        // Forms that are made of other lists may well be made twice.
        const own = list === 'SPEECH_FORMS' ? [...new Set(entries)] : (entries ?? []);
        return plainListFaults(file, list, own as string[]);
      });
      expect(faults).toEqual([]);
    });
  });
});

describe('A fault of a lexicon is told with its file and its entry:', () => {
  const row = 'Aru League|intergovernmental||AL';
  it.each<[string, () => string[], string]>([
    [
      'an unknown type',
      () => frameFaults('measures/law.ts', [{ type: 'heist' as 'legal' }]),
      'measures/law.ts: type: "heist" has "heist", which is none of agreement, ',
    ],
    [
      'a word in capitals',
      () => frameFaults('measures/law.ts', [{ type: 'legal', verbs: 'arrest Jail' }]),
      'measures/law.ts: legal.verbs: "Jail" has capitals, and words are looked up in lower case',
    ],
    [
      'a blank too many',
      () => frameFaults('measures/law.ts', [{ type: 'legal', events: 'trial  arrest' }]),
      'measures/law.ts: legal.events: "" holds an empty word',
    ],
    [
      'a word that stands twice',
      () => frameFaults('measures/law.ts', [{ type: 'legal', withObject: [['file', 'suit case suit']] }]),
      'measures/law.ts: legal.withObject: "suit" stands there twice',
    ],
    [
      'a word that no text has as one',
      () => frameFaults('measures/law.ts', [{ type: 'legal', phrases: ['no-fly zone'] }]),
      'measures/law.ts: legal.phrases: "no-fly zone" can never match: no text has "no-fly" as one word',
    ],
    [
      'a verb with two particles',
      () => frameFaults('measures/law.ts', [{ type: 'legal', withObject: [['put-up-with', 'law']] }]),
      'measures/law.ts: legal.withObject: "put-up-with" can never match: a verb has one particle',
    ],
    [
      'a * at the edge of a phrase',
      () => phraseListFaults('risk-cues.ts', { direct: ['loom * '.trim()] }),
      'risk-cues.ts: direct: "loom *" has a * at its edge, where it stands for nothing',
    ],
    [
      'an empty alternative',
      () => phraseListFaults('risk-cues.ts', { direct: ['loom|| over'] }),
      'risk-cues.ts: direct: "loom|| over" holds an empty word',
    ],
    [
      'a v: within alternatives',
      () => phraseListFaults('risk-cues.ts', { direct: ['v:loom|v:tower over'] }),
      'risk-cues.ts: direct: "v:loom|v:tower over" has v: or n: where only a word may stand',
    ],
    [
      'an unknown state',
      () => issueCueFaults('issue-cues.ts', [{ state: 'murky' as 'stalled', strong: [], weak: [] }]),
      'issue-cues.ts: state: "murky" has "murky", which is none of deferred, ',
    ],
    [
      'a cue that stands under two states',
      () =>
        issueCueFaults('issue-cues.ts', [
          { state: 'stalled', strong: ['bog down'], weak: [] },
          { state: 'deferred', strong: ['bog down'], weak: [] },
        ]),
      'issue-cues.ts: deferred.strong: "bog down" can never win: it stands in stalled.strong already',
    ],
    [
      'a word under two statuses',
      () => controlFaults('control-verbs.ts', 'CONTROL_VERBS', { refused: 'spurn', agreed: 'spurn' }, true),
      'control-verbs.ts: CONTROL_VERBS.agreed: "spurn" can never win: it stands in CONTROL_VERBS.refused already',
    ],
    [
      'an organisation of a kind that there is not',
      () => organisationFaults('organisations.ts', ['United Nations|club||UN'], STATES),
      'organisations.ts: ORGANISATIONS: "United Nations|club||UN" has "club", which is none of state, ',
    ],
    [
      'an organisation of no state',
      () => organisationFaults('organisations.ts', ['NATO|intergovernmental|QQ|'], STATES),
      'organisations.ts: ORGANISATIONS: "NATO|intergovernmental|QQ|" is of "QQ", which is no state',
    ],
    [
      'an organisation with a field too few',
      () => organisationFaults('organisations.ts', ['NATO|intergovernmental'], STATES),
      'organisations.ts: ORGANISATIONS: "NATO|intergovernmental" has 2 fields, and must have 4: name|kind|country|other names',
    ],
    [
      'an organisation that no text can name',
      () => organisationFaults('organisations.ts', [row], STATES),
      `organisations.ts: ORGANISATIONS: "${row}" can never match by "Aru League": a text with that name is not read as one`,
    ],
    [
      'a name that is another’s already',
      () => organisationFaults('organisations.ts', ['NATO|intergovernmental||UN'], STATES),
      'organisations.ts: ORGANISATIONS: "NATO|intergovernmental||UN" can never match by "UN": that is United Nations already',
    ],
    [
      'an empty name',
      () => organisationFaults('organisations.ts', ['NATO|intergovernmental||Nato,,'], STATES),
      'organisations.ts: ORGANISATIONS: "NATO|intergovernmental||Nato,," holds an empty name',
    ],
    [
      'a state by no code',
      () => countryFaults('countries.ts', ['Fr|France||French|Paris']),
      'countries.ts: COUNTRIES: "Fr|France||French|Paris" has the code "Fr", which is no two capitals',
    ],
    [
      'a person of a body that there is not',
      () => ownedNameFaults('statesmen.ts', 'BODY_HEADS', ['Aru League|Tom Oke'], BODIES),
      'statesmen.ts: BODY_HEADS: "Aru League|Tom Oke" is of "Aru League", which no lexicon has',
    ],
    [
      'a title in capitals',
      () => plainListFaults('titles.ts', 'TITLES', ['prime minister', 'Grand Vizier']),
      'titles.ts: TITLES: "Grand Vizier" has capitals, and is looked up in lower case',
    ],
  ])('%s', (_name, faults, message) => {
    expect(faults().some((fault) => fault.startsWith(message))).toBe(true);
  });
});
