import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WHY } from '../../bin/precis/explanation-page.ts';
import { LEAST_SCORE, MOST } from '../../functions/brief/embedded/ranking.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { articleOf } from '../fixtures/draft.ts';
import { explained } from '../fixtures/explained.ts';

const ROOT = new URL('../../', import.meta.url);
const EMBEDDED = new URL('functions/brief/embedded/', ROOT);
const PAGE = readFileSync(new URL('docs/analyzer.md', ROOT), 'utf8');

type Lexicon = Record<string, unknown>;

/** How the entry of each example is put into its lexicon. */
const EXAMPLES: Record<string, { file: string; put: (lexicon: Lexicon, entry: unknown) => Lexicon }> = {
  'A step of a known type': { file: 'measures.ts', put: appended('MEASURE_FRAMES') },
  'A new type of measure': { file: 'measures.ts', put: appended('MEASURE_FRAMES') },
  'A cue of an open issue': { file: 'issue-cues.ts', put: appended('ISSUE_CUES') },
  'A cue of a risk': {
    file: 'risk-cues.ts',
    put: (lexicon, entry) => {
      const cues = lexicon['RISK_CUES'] as Record<string, string[]>;
      return { ...lexicon, RISK_CUES: { ...cues, direct: [...(cues['direct'] ?? []), entry] } };
    },
  },
  'An organisation': { file: 'organisations.ts', put: appended('ORGANISATIONS') },
};

function appended(list: string): (lexicon: Lexicon, entry: unknown) => Lexicon {
  return (lexicon, entry) => ({ ...lexicon, [list]: [...(lexicon[list] as unknown[]), entry] });
}

interface Example {
  entry: unknown;
  sentence: string;
  without: string[];
  with: string[];
}

function exampleOf(heading: string): Example {
  const section = PAGE.split(`### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  const [, code] = /```ts\n(.*?)\n```/s.exec(section) ?? [];
  const [, text = ''] = /```text\n(.*?)\n```/s.exec(section) ?? [];
  const [sentence = '', ...results] = text.split('\n');
  const told = (which: string): string[] =>
    results.flatMap((line) => (line.startsWith(`${which}: `) ? [line.slice(which.length + 2)] : []));
  return { entry: runInNewContext(`(${code})`), sentence, without: told('without'), with: told('with') };
}

/** What the analyzer, loaded anew, finds in a sentence: parties only where the page tells them. */
async function foundIn(sentence: string, parties: boolean): Promise<string[]> {
  const { embeddedAnalyzer } = await import('../../functions/brief/embedded/embedded.ts');
  const draft = await embeddedAnalyzer.analyze(articleOf(sentence));
  const found = [
    ...draft.measures.map((measure) => `measure: ${measure.status} ${measure.type}`),
    ...draft.unresolvedIssues.map((issue) => `issue: ${issue.state} ${issue.topic}`),
    ...draft.risks.map((risk) => `risk: ${risk.likelihood}, by “${risk.cue}”`),
    ...(parties ? draft.parties.map((party) => `party: ${party.name} (${party.kind})`) : []),
  ];
  return found.length === 0 ? ['nothing'] : found;
}

describe('The page on the analyzer', () => {
  afterEach(() => {
    vi.doUnmock('../../functions/brief/embedded/lexicon/measures.ts');
    vi.doUnmock('../../functions/brief/embedded/lexicon/issue-cues.ts');
    vi.doUnmock('../../functions/brief/embedded/lexicon/risk-cues.ts');
    vi.doUnmock('../../functions/brief/embedded/lexicon/organisations.ts');
    vi.resetModules();
  });

  it.each(Object.keys(EXAMPLES))('shows what its example does: %s', async (heading) => {
    const example = exampleOf(heading);
    const { file, put } = EXAMPLES[heading] ?? { file: '', put: (lexicon: Lexicon) => lexicon };
    const path = new URL(`lexicon/${file}`, EMBEDDED).pathname;
    const parties = example.with.some((line) => line.startsWith('party: '));
    vi.resetModules();
    expect(await foundIn(example.sentence, parties)).toEqual(example.without);

    vi.resetModules();
    vi.doMock(path, async (original) => put(await original<Lexicon>(), example.entry));

    expect(await foundIn(example.sentence, parties)).toEqual(example.with);
  });

  it('has no worked example that is not run', () => {
    const teaching = PAGE.split('## Teaching it\n')[1]?.split('\n## ')[0] ?? '';
    const headings = [...teaching.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(Object.keys(EXAMPLES));
  });

  it('names every step of the analyzer, and no file that is not there', () => {
    const named = [...PAGE.matchAll(/`((?:functions\/|lexicon\/)?[\w./-]+\.ts)`/g)].map(([, name = '']) => name);
    const places = [
      '',
      'functions/brief/embedded/',
      'functions/brief/embedded/lexicon/measures/',
      'functions/core/text/',
    ];
    for (const name of named) {
      expect(
        places.some((place) => existsSync(new URL(place + name, ROOT))),
        name,
      ).toBe(true);
    }
    const steps = readdirSync(EMBEDDED).filter((name) => name.endsWith('.ts'));
    expect(steps.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('tells the scores and the caps that the ranking has', () => {
    for (const list of Object.keys(LEAST_SCORE) as (keyof typeof LEAST_SCORE)[]) {
      const [, least, most] = new RegExp(`^\\| ${list} \\| ([\\d.]+) \\| (\\d+)`, 'm').exec(PAGE) ?? [];
      expect([Number(least), Number(most)], list).toEqual([LEAST_SCORE[list], MOST[list]]);
    }
  });

  it('tells every reason that an explanation may give', () => {
    const reasons = PAGE.split('| why | means |')[1]?.split('\n\n')[0] ?? '';
    const told = [...reasons.matchAll(/`([\w-]+)`/g)].map(([, reason]) => reason).filter((one) => one !== 'lowered');
    expect(told.sort()).toEqual(Object.keys(WHY).sort());
  });

  it('names the rules by which the items of the examples were found', async () => {
    const rules = PAGE.split('| list | the first part |')[1]?.split('\n\n')[0] ?? '';
    const examples = readdirSync(new URL('examples/', ROOT)).filter((name) => /^\d/.test(name));
    for (const name of examples) {
      const {
        articles: [parsed],
      } = await parseFile(readFileSync(new URL(`examples/${name}`, ROOT)), { name }, DEFAULT_LIMITS);
      if (!parsed) throw new Error(`${name} holds no article.`);
      const upload = { bucket: 'local', key: name, versionId: null, sha256: '' };
      const article = identify(parsed, { ...upload, revision: '0'.repeat(64), receivedAt: null });
      const { explanation } = await explained(article);
      expect(explanation.entries.length).toBeGreaterThan(0);
      for (const { rule } of explanation.entries) expect(rules).toContain(`\`${rule.split('/')[0]}\``);
    }
  });
});
