import { printableLine } from '../../bin/precis/terminal.ts';
import { type Brief, CERTAINTIES, type Certainty } from '../../functions/core/brief.ts';
import type { GoldArticle } from './articles.ts';
import type { Miss, Score, ScoreCorpus } from './scorer.ts';
import { share, table } from './tables.ts';

const LISTS = ['parties', 'measures', 'unresolvedIssues', 'risks'] as const;
/** Shares of the scorer that are of one item, and so can be told by its certainty. */
const FIELDS = ['measureType', 'measureStatus', 'measureActors', 'overstated', 'wrongActor', 'riskLikelihood'] as const;
const JUDGED_LISTS = ['measures', 'unresolvedIssues', 'risks'] as const;

function scoreTable({ lists }: Score): string {
  const rows = Object.entries(lists).map(([list, { precision, recall, f1, tp, fp, fn }]) => [
    list,
    share(precision),
    share(recall),
    share(f1),
    `${tp}/${fp}/${fn}`,
  ]);
  return table([['list', 'precision', 'recall', 'F1', 'found/extra/missed'], ...rows]);
}

function f1s(lists: Record<string, { f1: number } | number | undefined>): string[] {
  return LISTS.map((list) => {
    const value = lists[list];
    return share(typeof value === 'number' ? value : value?.f1);
  });
}

function topicTable(articles: readonly GoldArticle[], briefs: ReadonlyMap<string, Brief>, score: ScoreCorpus): string {
  const topics = [...new Set(articles.map(({ topic }) => topic))].sort();
  const rows = topics.map((topic) => {
    const own = articles.filter((article) => article.topic === topic);
    const { lists, briefScore } = score(own, briefs);
    return [printableLine(topic), String(own.length), share(briefScore), ...f1s(lists)];
  });
  return table([['topic', 'articles', 'brief score', ...LISTS], ...rows]);
}

/** The articles of the lowest mean F1. */
function worstTable(articles: readonly GoldArticle[], { byDoc }: Score, most: number): string {
  const topics = new Map(articles.map(({ id, topic }) => [id, topic]));
  const mean = (lists: Record<string, number>): number =>
    LISTS.reduce((sum, list) => sum + (lists[list] ?? 0), 0) / LISTS.length;
  const rows = Object.entries(byDoc)
    .map(([id, lists]) => ({ id, lists, own: mean(lists) }))
    .sort((a, b) => a.own - b.own || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id, lists, own }) => [printableLine(id), printableLine(topics.get(id) ?? ''), share(own), ...f1s(lists)]);
  return table([['worst articles', 'topic', 'brief score', ...LISTS], ...rows]);
}

/**
 * Of the items of each list shown with each certainty, how many are items of the annotation, arguable ones with them.
 * undefined where the scorer does not tell which are none.
 */
function certaintyTable(
  articles: readonly GoldArticle[],
  briefs: ReadonlyMap<string, Brief>,
  { lists }: Score,
  misses: readonly Miss[],
): string | undefined {
  const extra = misses.filter(({ kind }) => kind === 'extra');
  const expected = LISTS.reduce((sum, list) => sum + (lists[list]?.fp ?? 0), 0);
  if (extra.length !== expected) return undefined;
  const wrong = new Set(extra.map(({ id, list, label }) => `${id}\n${list}\n${label}`));
  const rows = JUDGED_LISTS.map((list) => {
    const counts = new Map<Certainty, { right: number; all: number }>();
    for (const { id } of articles) {
      for (const { certainty, evidence } of briefs.get(id)?.[list] ?? []) {
        const count = counts.get(certainty) ?? { right: 0, all: 0 };
        counts.set(certainty, count);
        count.all += 1;
        if (!wrong.has(`${id}\n${list}\n${evidence[0]?.quote ?? ''}`)) count.right += 1;
      }
    }
    return [
      list,
      ...CERTAINTIES.map((certainty) => {
        const { right, all } = counts.get(certainty) ?? { right: 0, all: 0 };
        return `${share(all === 0 ? null : right / all)} of ${all}`;
      }),
    ];
  });
  return table([['share right by certainty', ...CERTAINTIES], ...rows]);
}

/** Of the items that are of the annotation, whose fields are right: the scorer's shares over the items of one certainty. */
function fieldTable(articles: readonly GoldArticle[], briefs: ReadonlyMap<string, Brief>, score: ScoreCorpus): string {
  const byCertainty = CERTAINTIES.map((certainty) => {
    const only = <T extends { certainty: Certainty }>(items: readonly T[]): T[] =>
      items.filter((item) => item.certainty === certainty);
    const some = [...briefs].map(([id, brief]): [string, Brief] => [
      id,
      { ...brief, measures: only(brief.measures), risks: only(brief.risks) },
    ]);
    return score(articles, new Map(some)).attributes;
  });
  const rows = FIELDS.map((field) => [field, ...byCertainty.map((attributes) => share(attributes[field]))]);
  return table([['fields right by certainty', ...CERTAINTIES], ...rows]);
}

/** The score of briefs as a page of tables: by list, by topic, by certainty, and the worst articles. */
export function scoreReport(
  articles: readonly GoldArticle[],
  briefs: ReadonlyMap<string, Brief>,
  score: ScoreCorpus,
  worst: number,
): string {
  const misses: Miss[] = [];
  const whole = score(articles, briefs, (miss) => misses.push(miss));
  const attributes = Object.entries(whole.attributes).map(([name, value]) => [name, share(value)]);
  const blocks = [
    scoreTable(whole),
    table([
      ['brief score', share(whole.briefScore)],
      ['grounded', share(whole.grounded)],
      ['articles', String(articles.length)],
      ['without a brief', String(articles.filter(({ id }) => !briefs.has(id)).length)],
      ...attributes,
    ]),
    topicTable(articles, briefs, score),
    certaintyTable(articles, briefs, whole, misses) ??
      'The scorer does not tell which items are none: there is no share by certainty.',
    fieldTable(articles, briefs, score),
    worstTable(articles, whole, worst),
  ];
  return blocks.join('\n\n');
}
