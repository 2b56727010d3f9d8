import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../project.ts';

const ARTICLES = [
  {
    id: 'a-lake',
    title: 'Kenya and Peru sign lake treaty',
    topic: 'diplomacy',
    text: 'Kenya signed a treaty with Peru on Monday. The price of grain remains unresolved.\n\nPeru imposed tariffs on timber.',
    gold: { measures: ['Kenya signed a treaty with Peru on Monday'] },
  },
  {
    id: 'b-port',
    title: null,
    topic: 'trade\u001b[2J',
    text: 'Chad says it closed the port of Aru on Friday. Officials warned that the dispute could trigger a war.',
    gold: { measures: [] },
  },
];

/** A scorer as simple as one can be: an item is found where its first quote is one of the annotated ones. */
const SCORER = `
const LISTS = ['parties', 'measures', 'unresolvedIssues', 'risks'];
export function scoreCorpus(articles, briefs, onMiss = () => {}) {
  const lists = Object.fromEntries(LISTS.map((list) => [list, { precision: 0, recall: 0, f1: 0, tp: 0, fp: 0, fn: 0 }]));
  const byDoc = {};
  for (const { id, gold } of articles) {
    byDoc[id] = {};
    for (const list of LISTS) {
      const items = briefs.get(id)?.[list] ?? [];
      const label = (item) => item.name ?? item.evidence[0].quote;
      const extra = items.filter((item) => !(gold[list] ?? []).includes(label(item)));
      for (const item of extra) onMiss({ id, list, kind: 'extra', label: label(item) });
      lists[list].tp += items.length - extra.length;
      lists[list].fp += extra.length;
      byDoc[id][list] = extra.length === 0 ? 1 : (items.length - extra.length) / items.length;
      lists[list].f1 = byDoc[id][list];
    }
  }
  return { lists, byDoc, briefScore: 0.5, attributes: { overstated: 0 }, grounded: 1 };
}
`;

interface Outcome {
  status: number;
  out: string;
  told: string;
}

function evaluate(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'bench/run.ts', 'eval', ...args];
    execFile(process.execPath, command, { cwd: PROJECT }, (error, out, told) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, told }),
    );
  });
}

describe('npm run eval', () => {
  let folder: string;
  let gold: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'precis-eval-'));
    gold = join(folder, 'gold');
    await mkdir(gold);
    for (const article of ARTICLES) await writeFile(join(gold, `${article.id}.json`), JSON.stringify(article));
    await writeFile(join(folder, 'score.mjs'), SCORER);
    await writeFile(join(folder, 'none.mjs'), 'export const nothing = 1;');
    await mkdir(join(folder, 'broken'));
    await writeFile(join(folder, 'broken', 'c.json'), '{"id": "c"}');
    await mkdir(join(folder, 'empty'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints the score by list, topic and certainty through the scorer beside the folder, and the worst articles', async () => {
    const { status, out } = await evaluate(gold, '--worst', '1');
    expect(status).toBe(0);
    expect(out).toMatch(/^list +precision +recall +F1 +found\/extra\/missed\n/);
    expect(out).toMatch(/^measures +0\.000 +0\.000 +\d\.\d{3} +1\/\d+\/0$/m);
    expect(out).toMatch(/^diplomacy +1 +0\.500 /m);
    expect(out).toMatch(/^share right by certainty +high +medium +low$/m);
    expect(out).toMatch(/^fields right by certainty +high +medium +low$/m);
    expect(out.match(/^measures .* of \d+ .* of \d+ .* of \d+$/m)).not.toBeNull();
    expect(out.split('worst articles')[1]?.trim().split('\n')).toHaveLength(2);
    expect(out.replaceAll('\n', '')).toMatch(/^\P{Cc}+$/u);
  });

  it('counts as right what the scorer does not call extra', async () => {
    const { out } = await evaluate(gold, '--scorer', join(folder, 'score.mjs'));
    const cells = out.match(/^measures +(.* of \d+) +(.* of \d+) +(.* of \d+)$/m)?.slice(1) ?? [];
    const right = cells.map((cell) => {
      const [share, all] = cell.split(' of ').map(Number);
      return all === 0 ? 0 : Math.round((share ?? 0) * (all ?? 0));
    });
    expect(right.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  it('prints what the gate finds supported, and a sample with its quotes', async () => {
    const { status, out } = await evaluate(gold, '--faithful', '--sample', '2');
    expect(status).toBe(0);
    for (const field of ['headline', 'summary', 'description', 'topic', 'statement', 'all']) {
      expect(out).toMatch(new RegExp(`^${field} +\\d+ +\\d\\.\\d{3} +\\d+ `, 'm'));
    }
    expect(out).toMatch(/^object +\d+/m);
    expect(out).toContain('Supported by rule, to be read (2 of');
    expect(out).toMatch(/ {2}written {2}.+\n {2}quote {4}.+/);
  });

  it.each([
    ['no folder', () => [], /Name the one folder/],
    ['a folder that is absent', () => [join(folder, 'nowhere')], /There is no folder .*nowhere/],
    ['a folder without articles', () => [join(folder, 'empty')], /There are no annotated articles/],
    ['an article of another form', () => [join(folder, 'broken')], /c\.json is no annotated article: text, gold/],
    ['a scorer that is absent', () => [gold, '--scorer', join(folder, 'no.mjs')], /There is no scorer at .*no\.mjs/],
    ['a scorer that is none', () => [gold, '--scorer', join(folder, 'none.mjs')], /exports no function scoreCorpus/],
    ['an unknown option', () => [gold, '--colour'], /colour/],
    ['a number that is none', () => [gold, '--worst', 'all'], /--worst takes a whole number/],
  ])('exits with 2 and says why of %s', async (_name, args, message) => {
    const { status, out, told } = await evaluate(...args());
    expect([status, out]).toEqual([2, '']);
    expect(told).toMatch(message);
    expect(told).toContain('npm run eval -- GOLD_DIR');
    expect(told).not.toMatch(/\n\s+at /);
  });
});
