import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compromise from 'compromise';
import { build } from 'esbuild';
import model from 'wink-eng-lite-web-model';
import wink from 'wink-nlp';
import type { Analyzer } from '../../functions/brief/analyzer.ts';
import type { Tagger } from '../../functions/brief/embedded/tagger.ts';
import type { gate } from '../../functions/brief/gate.ts';
import type { Article } from '../../functions/core/article.ts';
import { contentHashOf } from '../../functions/core/identity.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile, parseTitledText } from '../../functions/parse/parse.ts';
import { BUNDLE_OPTIONS } from '../../lib/bundling.ts';
import { median } from '../figures/median.ts';
import { processorMs } from '../figures/processor-time.ts';

/** Rounds before the clock counts, so that the compiler has seen the code. */
const WARM_UP_ROUNDS = 3;
/** Rounds of a length, where it is short enough. */
const ROUNDS_OF_LENGTH = 5;
const ONE_ROUND_FROM = 30_001;

/** What one piece of work takes over all articles, in milliseconds of processor time. */
export interface WorkTime {
  readonly work: string;
  /** Of the articles. */
  readonly medianMs: number;
  /** Of all articles, once each. */
  readonly sumMs: number;
}

/** What one text of a length takes, in milliseconds of processor time. */
export interface LengthTime {
  /** UTF-16 code units. */
  readonly length: number;
  readonly analysisMs: number;
  readonly withGateMs: number;
}

export interface AnalyzerFigures {
  readonly articles: number;
  /** Of an article, on average, in thousands of UTF-16 code units. */
  readonly kilobytes: number;
  readonly rounds: number;
  /** Analysis itself is the one that the others are compared with. */
  readonly works: readonly WorkTime[];
  readonly lengths: readonly LengthTime[];
}

/** The work that the others are compared with. */
export const ANALYSIS = 'analysis';

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
  const examples = join(import.meta.dirname, '..', '..', 'examples');
  for (const name of readdirSync(examples).filter((file) => /^\d/.test(file))) {
    const bytes = readFileSync(join(examples, name));
    const { articles: found } = await parseFile(bytes, { name }, DEFAULT_LIMITS);
    for (const parsed of found) articles.push(asArticle(parsed, bytes));
  }
  return articles;
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
    const stdin = { contents: ENTRY, resolveDir: join(import.meta.dirname, '..', '..') };
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

type Work = (article: Article) => unknown;

/** The median of the rounds of each work on one article; the works take turns, so that the machine's moods meet all. */
async function timesOf(article: Article, works: readonly Work[], rounds: number): Promise<number[]> {
  const times: number[][] = works.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const time = await processorMs(() => work(article));
      if (round >= 0) times[index]?.push(time);
    }
  }
  return times.map(median);
}

/**
 * What analysis and the gate take, beside what two libraries take for less on the same articles in the same run, and how
 * the time grows with the length of a text.
 * @param options.folder holds `*.json` files with a `title` and a `text`; without it, the articles of `examples/` are read.
 * @param options.lengths in UTF-16 code units.
 */
export async function measureAnalyzer(options: {
  readonly folder?: string | undefined;
  readonly rounds: number;
  readonly lengths: readonly number[];
}): Promise<AnalyzerFigures> {
  const { rounds, lengths } = options;
  const articles = await articlesOf(options.folder);
  const code = await bundled();
  const nlp = wink(model, ['sbd', 'pos']);
  const analyze: Work = (article) => code.embeddedAnalyzer.analyze(article);
  const analyzeAndGate: Work = async (article) => {
    code.gate(article, await code.embeddedAnalyzer.analyze(article));
  };
  const works: Record<string, Work> = {
    'analysis and gate': analyzeAndGate,
    [ANALYSIS]: analyze,
    'wink-nlp, bare tagging': ({ text }) => nlp.readDoc(text).tokens().out(nlp.its.pos),
    'the same, no words met': ({ text }) => code.newTagger()(text),
    'compromise, names and verbs': findAll,
  };
  const times: number[][] = [];
  for (const article of articles) times.push(await timesOf(article, Object.values(works), rounds));
  const grown: LengthTime[] = [];
  for (const length of lengths) {
    const article = await articleOf(null, textOfLength(articles, length));
    const few = length >= ONE_ROUND_FROM ? 1 : Math.min(rounds, ROUNDS_OF_LENGTH);
    const [analysisMs = 0, withGateMs = 0] = await timesOf(article, [analyze, analyzeAndGate], few);
    grown.push({ length, analysisMs, withGateMs });
  }
  return {
    articles: articles.length,
    kilobytes: articles.reduce((sum, { text }) => sum + text.length, 0) / articles.length / 1000,
    rounds,
    works: Object.keys(works).map((work, index) => {
      const own = times.map((all) => all[index] ?? Number.NaN);
      return { work, medianMs: median(own), sumMs: own.reduce((sum, time) => sum + time, 0) };
    }),
    lengths: grown,
  };
}
