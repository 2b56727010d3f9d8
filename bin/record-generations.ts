/**
 * `npm run generations`: records which sources each generation stands for, so that a test can tell when they changed
 * and the generation did not. Formatting and comments do not count: what is hashed is the minified code.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import * as z from 'zod';
import { ANALYZER_GENERATION, PARSER_GENERATION } from '../functions/core/generations.ts';

const ROOT = new URL('..', import.meta.url);
const LOCK = new URL('functions/core/generations.lock.json', ROOT);

interface Subject {
  generation: number;
  /** Folders and files, from the root of the project, whose code decides the output. */
  sources: string[];
  /** Packages whose version decides the output too. */
  packages: string[];
}

/** The wiring of the functions, which cannot change what they make of an article. */
const WIRING = ['functions/parse/handler.ts', 'functions/parse/worker.ts', 'functions/parse/stage.ts'];
const BRIEF_WIRING = [
  'functions/brief/handler.ts',
  'functions/brief/worker.ts',
  'functions/brief/record.ts',
  'functions/brief/desk-words.ts',
  'functions/brief/task.ts',
];

export const SUBJECTS: Record<'parser' | 'analyzer', Subject> = {
  parser: {
    generation: PARSER_GENERATION,
    sources: ['functions/parse', 'functions/core/article.ts', 'functions/core/identity.ts', 'functions/core/text'],
    packages: [
      '@exodus/bytes',
      'chardet',
      'franc',
      'htmlparser2',
      'markdown-it',
      'parse5',
      'postal-mime',
      'saxes',
      'unpdf',
      'yaml',
    ],
  },
  analyzer: {
    generation: ANALYZER_GENERATION,
    sources: [
      'functions/brief',
      'functions/core/text',
      'functions/core/brief.ts',
      'functions/core/brief-terms.ts',
      'functions/core/evidence.ts',
      'functions/core/lexicon',
    ],
    packages: ['countries-list', 'i18n-nationality', 'wink-eng-lite-web-model', 'wink-nlp'],
  },
};

const Lock = z.record(z.enum(['parser', 'analyzer']), z.record(z.string(), z.string()));
export type Lock = z.infer<typeof Lock>;

export function readLock(): Lock {
  return Lock.parse(JSON.parse(readFileSync(LOCK, 'utf8')));
}

function filesUnder(path: string): string[] {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(new URL(`${path}/`, ROOT), { recursive: true, encoding: 'utf8' })
    .map((name) => `${path}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(ts|json)$/.test(name) && !WIRING.includes(name) && !BRIEF_WIRING.includes(name));
}

/** SHA-256 over the minified sources and the versions of the packages of a subject. */
export function hashOf({ sources, packages }: Subject): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesUnder).sort()) {
    const source = readFileSync(new URL(file, ROOT), 'utf8');
    const loader = file.endsWith('.json') ? 'json' : 'ts';
    hash.update(`${file}\n${transformSync(source, { loader, minify: true }).code}\n`);
  }
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  for (const name of packages) hash.update(`${name}@${dependencies[name]}\n`);
  return hash.digest('hex');
}

function record(): void {
  const lock = readLock();
  for (const name of ['parser', 'analyzer'] as const) {
    const subject = SUBJECTS[name];
    const recorded = lock[name]?.[subject.generation];
    const hash = hashOf(subject);
    if (recorded !== undefined && recorded !== hash) {
      process.stderr.write(
        `The ${name} changed since generation ${subject.generation} was recorded.\n` +
          'Raise its generation in functions/core/generations.ts, then run this again.\n',
      );
      process.exitCode = 1;
      return;
    }
    lock[name] = { ...lock[name], [subject.generation]: hash };
  }
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) record();
