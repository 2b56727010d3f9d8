import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, printableLine } from '../../bin/precis/terminal.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { type GoldArticle, GoldError } from './articles.ts';

export interface Figures {
  precision: number;
  recall: number;
  f1: number;
  tp: number;
  fp: number;
  fn: number;
}

export interface Score {
  lists: Record<string, Figures>;
  briefScore: number;
  attributes: Record<string, number | null>;
  grounded: number | null;
  /** F1 by list, by article. */
  byDoc: Record<string, Record<string, number>>;
}

/** An item that is none (`extra`; the label is its first quote, or a party's name) or that was missed. */
export interface Miss {
  id: string;
  list: string;
  kind: 'extra' | 'missed';
  label: string;
}

export type ScoreCorpus = (
  articles: readonly GoldArticle[],
  briefs: ReadonlyMap<string, Brief>,
  onMiss?: (miss: Miss) => void,
) => Score;

/**
 * The scorer at a path: a module that exports `scoreCorpus(articles, briefs, onMiss)`. It is run as code.
 * @throws GoldError where it is absent or none.
 */
export async function openScorer(path: string): Promise<ScoreCorpus> {
  if (!existsSync(path)) throw new GoldError(`There is no scorer at ${printableLine(path)}.`);
  let scorer: { scoreCorpus?: unknown };
  try {
    scorer = await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw new GoldError(`${printableLine(path)} cannot be loaded: ${printableLine(describe(error))}`);
  }
  if (typeof scorer.scoreCorpus === 'function') return scorer.scoreCorpus as ScoreCorpus;
  throw new GoldError(`${printableLine(path)} is no scorer: it exports no function scoreCorpus.`);
}
