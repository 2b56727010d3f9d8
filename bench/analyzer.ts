/**
 * `npm run bench -- analyzer [--rounds 20] [GOLD_DIR]`: what analysis and the gate take, beside what two libraries take for
 * less on the same articles in the same run: the bare tagging of wink-nlp (sentences and parts of speech; of a tagger that
 * has met all words before, and of one that has met none, with lemmas, as an analysis that is always the same needs it),
 * and what compromise finds of people, places, organizations and verbs. Then how the time grows with the length of a text.
 *
 * Analysis and gate run as Lambda and the command line run them: bundled (`lib/bundling.ts`).
 *
 * GOLD_DIR holds `*.json` files with a `title` and a `text`; without it, the articles of `examples/` are read.
 * It does not show: parsing, cold starts, several articles at the same time.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import compromise from 'compromise';
import { build } from 'esbuild';
import model from 'wink-eng-lite-web-model';
import wink from 'wink-nlp';
import type { Analyzer } from '../functions/brief/analyzer.ts';
import type { Tagger } from '../functions/brief/embedded/tagger.ts';
import type { gate } from '../functions/brief/gate.ts';
import type { Article } from '../functions/core/article.ts';
import { contentHashOf } from '../functions/core/identity.ts';
import { identify } from '../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile, parseTitledText } from '../functions/parse/parse.ts';
import { BUNDLE_OPTIONS } from '../lib/bundling.ts';

/** Rounds before the clock counts, so that the compiler has seen the code. */
const WARM_UP_ROUNDS = 3;
/** Lengths at which the growth is measured, in code units. */
const LENGTHS = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

async function articleOf(title: string | null, text: string): Promise<Article> {
  return asArticle(await parseTitledText(title, text, DEFAULT_LIMITS), text);
}

function asArticle(parsed: Parameters<typeof identify>[0], bytes: string | Uint8Array): Article {
  const upload = { bucket: 'bench', key: 'bench', versionId: null, sha256: contentHashOf(bytes) };
  return identify(parsed, { ...upload, revision: '0'.repeat(64), receivedAt: null });
}

async function articlesOf(folder: string | undefined): Promise<Article[]> {
  const articles: Article[] = [];
  if (folder !== undefined) {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
      const { title, text } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      articles.push(await articleOf(title ?? null, text));
    }
    return articles;
  }
  const examples = join(import.meta.dirname, '..', 'examples');
  for (const name of readdirSync(examples).filter((file) => /^\d/.test(file))) {
    const bytes = readFileSync(join(examples, name));
    const { articles: found } = await parseFile(bytes, { name }, DEFAULT_LIMITS);
    for (const parsed of found) articles.push(asArticle(parsed, bytes));
  }
  return articles;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds of each article: the median of its rounds. */
async function timesOf(
  articles: readonly Article[],
  rounds: number,
  work: (article: Article) => unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (const article of articles) {
    const own: number[] = [];
    for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
      const start = performance.now();
      await work(article);
      if (round >= 0) own.push(performance.now() - start);
    }
    times.push(median(own));
  }
  return times;
}

/** What is measured. */
interface Code {
  embeddedAnalyzer: Analyzer;
  gate: typeof gate;
  newTagger: () => Tagger;
}

const ENTRY = `
  export { embeddedAnalyzer } from './functions/brief/embedded/embedded.ts';
  export { newTagger } from './functions/brief/embedded/tagger.ts';
  export { gate } from './functions/brief/gate.ts';
`;

/** The code as it is bundled for Lambda. */
async function bundled(): Promise<Code> {
  const folder = mkdtempSync(join(tmpdir(), 'precis-bench-'));
  try {
    const outfile = join(folder, 'code.mjs');
    const stdin = { contents: ENTRY, resolveDir: join(import.meta.dirname, '..') };
    await build({ ...BUNDLE_OPTIONS, stdin, outfile });
    return (await import(pathToFileURL(outfile).href)) as Code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function findAll({ text }: Article): number {
  const document = compromise(text);
  const found = [document.people(), document.places(), document.organizations(), document.verbs()];
  return found.reduce((sum, view) => sum + view.out('array').length, 0);
}

/** A text of a given length out of the paragraphs of others, again and again. */
function textOfLength(articles: readonly Article[], length: number): string {
  const paragraphs = articles.flatMap(({ text }) => text.split('\n\n'));
  let text = '';
  for (let at = 0; text.length < length; at += 1) text += `${paragraphs[at % paragraphs.length]}\n\n`;
  return text.slice(0, length);
}

/** @returns the exit status. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '20' } },
  });
  const rounds = Number(values.rounds);
  const [folder] = positionals;
  if (!Number.isInteger(rounds) || rounds < 1 || (folder !== undefined && !existsSync(folder))) {
    console.error('npm run bench -- analyzer [--rounds N] [GOLD_DIR]: N is a whole number from 1, GOLD_DIR a folder');
    return 2;
  }
  const articles = await articlesOf(folder);
  const code = await bundled();
  const analyze = (article: Article): unknown => code.embeddedAnalyzer.analyze(article);
  const analyzeAndGate = async (article: Article): Promise<void> => {
    code.gate(article, await code.embeddedAnalyzer.analyze(article));
  };
  const nlp = wink(model, ['sbd', 'pos']);
  const peers = {
    'analysis and gate': await timesOf(articles, rounds, analyzeAndGate),
    analysis: await timesOf(articles, rounds, analyze),
    'wink-nlp, bare tagging': await timesOf(articles, rounds, ({ text }) =>
      nlp.readDoc(text).tokens().out(nlp.its.pos),
    ),
    'the same, no words met': await timesOf(articles, rounds, ({ text }) => code.newTagger()(text)),
    'compromise, names and verbs': await timesOf(articles, Math.min(rounds, 5), findAll),
  };
  const own = peers.analysis.reduce((sum, time) => sum + time, 0);
  console.log(`${'what'.padEnd(30)}${'median ms'.padStart(12)}${'sum ms'.padStart(12)}${'of analysis'.padStart(14)}`);
  for (const [name, times] of Object.entries(peers)) {
    const sum = times.reduce((total, time) => total + time, 0);
    const cells = [
      median(times).toFixed(2).padStart(12),
      sum.toFixed(0).padStart(12),
      (sum / own).toFixed(2).padStart(14),
    ];
    console.log(`${name.padEnd(30)}${cells.join('')}`);
  }
  console.log(
    `\n${'length'.padEnd(30)}${'analysis ms'.padStart(12)}${'ms/kB'.padStart(12)}${'with the gate'.padStart(14)}`,
  );
  for (const length of LENGTHS) {
    const article = await articleOf(null, textOfLength(articles, length));
    const few = length > 30_000 ? 1 : Math.min(rounds, 5);
    const [alone = 0] = await timesOf([article], few, analyze);
    const [gated = 0] = await timesOf([article], few, analyzeAndGate);
    const cells = [
      alone.toFixed(1).padStart(12),
      ((alone / length) * 1000).toFixed(2).padStart(12),
      gated.toFixed(1).padStart(14),
    ];
    console.log(`${String(length).padEnd(30)}${cells.join('')}`);
  }
  const peak = process.resourceUsage().maxRSS / 1024;
  const kilobytes = articles.reduce((sum, { text }) => sum + text.length, 0) / articles.length / 1000;
  console.log(
    `\n${articles.length} articles of ${kilobytes.toFixed(1)} kB on average; Node ${process.version}, ${rounds} rounds after ` +
      `${WARM_UP_ROUNDS} to warm up; peak memory ${peak.toFixed(0)} MB.`,
  );
  return 0;
}
