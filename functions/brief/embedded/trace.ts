import type { BriefDraft, Party } from '../../core/brief.ts';
import {
  datedId,
  type ExplainedList,
  type Finding,
  type LeftOut,
  type ReasonedEntry,
  type Reasons,
  type UnchosenName,
  type Why,
} from '../explanation.ts';
import { pointsOf, type Sign } from './certainty.ts';
import type { Merged } from './merging.ts';
import type { Document, Entity, Span } from './model.ts';

/** A hit of any list. */
export interface Hit {
  span: Span;
  sentence: number;
  rule: string;
  cues: readonly string[];
  score: number;
}

/** Tells that something in a sentence became no hit, and by which words it was looked at. */
export type PassOver = (sentence: number, why: Why, cues?: readonly string[], hit?: Hit) => void;

/** The hits of a list at each step of the analysis. */
interface Stages<T> {
  found: readonly T[];
  /** Those that no hit of another list took out, and why the others were. */
  kept: readonly T[];
  without?: Why;
  merged: readonly Merged<T>[];
  ranked: readonly Merged<T>[];
  /** The items in the order of what they were written of. */
  items: readonly { id: string }[];
  least: number;
  /** What lowered the score of a hit. */
  lowered?: (hit: T) => readonly string[];
  /** Which of the hits are of this list, where two lists share them. */
  only?: (hit: T) => boolean;
  not?: (hit: T) => boolean;
}

/** What the choice of parties knows of an entity. */
interface Weighed {
  entity: Entity;
  score: number;
}

/** Scores as they are shown: the rest is noise of the adding up. */
function shown(score: number): number {
  return Math.round(score * 1000) / 1000;
}

function findingOf({ span, sentence, rule, cues, score }: Hit): Finding {
  return { sentence, start: span.start, end: span.end, rule, cues, score: shown(score) };
}

/** "+foremost", "-long-article": a sign with what it does to the certainty. */
function signed(list: ExplainedList, sign: Sign): string {
  const points = pointsOf(list === 'measures' ? 'measures' : list === 'unresolvedIssues' ? 'issues' : 'risks', sign);
  return `${points < 0 ? '-' : '+'}${sign}`;
}

/**
 * What the steps of one analysis leave behind for its explanation. The steps write to it and never read it: an analysis
 * with a trace writes the same draft as one without.
 */
export class Trace {
  private readonly entries: ReasonedEntry[] = [];
  private readonly left: LeftOut[] = [];
  private readonly names: UnchosenName[] = [];
  private readonly signs = new Map<string, readonly string[]>();

  /** Takes what a step of one list passes over. */
  passOver(list: ExplainedList): PassOver {
    return (sentence, why, cues, hit) => {
      this.left.push({ list, sentence, why, ...(cues ? { cues } : {}), ...(hit ? findingOf(hit) : {}) });
    };
  }

  /** Takes the signs by which the certainty of the items of one list was told. */
  noteSigns(list: ExplainedList): (id: string, signs: readonly Sign[]) => void {
    return (id, signs) => {
      const key = `${list} ${id}`;
      if (!this.signs.has(key))
        this.signs.set(
          key,
          signs.map((sign) => signed(list, sign)),
        );
    };
  }

  /** What became of the hits of one list, from step to step. */
  list<T extends Hit>(list: ExplainedList, stages: Stages<T>): void {
    const { found, kept, without, merged, ranked, items, least, lowered, only, not } = stages;
    const own = (hit: T): boolean => (only === undefined || only(hit)) && not?.(hit) !== true;
    if (without !== undefined) this.without(list, found.filter(own), kept, without);
    // Neither foremost nor put to a foremost one, because that had enough.
    const told = merged.flatMap(({ lead, others }) => [lead, ...others]);
    this.without(list, kept.filter(own), told, 'enough-mentions');
    const shownOnes = new Set(ranked);
    for (const one of merged) {
      if (shownOnes.has(one) || !own(one.lead)) continue;
      const reason =
        one.lead.score < least ? { why: 'below-score' as const } : { why: 'cap' as const, most: ranked.length };
      for (const hit of [one.lead, ...one.others]) {
        const by = lowered?.(hit) ?? [];
        this.left.push({ ...findingOf(hit), list, least, ...reason, ...(by.length > 0 ? { lowered: by } : {}) });
      }
    }
    for (const [position, { lead, others }] of ranked.entries()) {
      const id = items[position]?.id;
      if (id === undefined) continue;
      const signs = this.signs.get(`${list} ${id}`);
      this.entries.push({
        ...findingOf(lead),
        list,
        id,
        least,
        mentions: others.map(findingOf),
        ...(signs ? { signs } : {}),
      });
    }
  }

  private without<T extends Hit>(list: ExplainedList, before: readonly T[], after: readonly T[], why: Why): void {
    const kept = new Set(after);
    for (const hit of before) if (!kept.has(hit)) this.left.push({ ...findingOf(hit), list, why });
  }

  /**
   * @param weighed every entity that could be a party.
   * @param filled keys of those that fill a slot of an item.
   * @param most how many are chosen by their score.
   */
  parties(
    parties: readonly Party[],
    weighed: readonly Weighed[],
    filled: ReadonlySet<string>,
    least: number,
    most: number,
  ): void {
    const places = new Map(weighed.map(({ entity }, place) => [entity.key, place]));
    for (const { id, aliases, name, evidence } of parties) {
      const place = places.get(id) ?? 0;
      const own = weighed[place];
      const [first] = evidence;
      if (own === undefined || first === undefined) continue;
      const by = place < most && own.score >= least ? 'score' : filled.has(id) ? 'slot' : 'listed';
      this.entries.push({
        list: 'parties',
        id,
        rule: `${own.entity.mentions[0]?.how ?? 'name'}/${by}`,
        cues: [name, ...aliases],
        score: shown(own.score),
        least: shown(least),
        sentence: first.sentence,
        start: first.start,
        end: first.end,
        mentions: [],
      });
    }
    const chosen = new Set<string>(parties.map(({ id }) => id));
    for (const { entity, score } of weighed) {
      if (chosen.has(entity.key)) continue;
      const why = score < least ? 'below-score' : 'cap';
      this.names.push({ ...named(entity), score: shown(score), least: shown(least), why });
    }
  }

  /** Entities that are of no kind that a party has. */
  noParties(entities: Iterable<Entity>): void {
    for (const entity of entities) {
      const { kind } = entity;
      if (kind === 'place' || kind === 'outlet')
        this.names.push({ ...named(entity), score: null, least: null, why: kind });
    }
  }

  /** A line of the timeline or of what is ahead, with the words that date it or tell it as a next step. */
  dated(list: 'timeline' | 'ahead', line: BriefDraft['ahead'][number], cue: string): void {
    const [first] = line.evidence;
    if (first === undefined) return;
    this.entries.push({
      list,
      id: datedId(line),
      rule: line.when === undefined ? 'next-step' : `date/${line.when.basis}`,
      cues: [cue],
      score: null,
      least: null,
      sentence: first.sentence,
      start: first.start,
      end: first.end,
      mentions: [],
    });
  }

  reasons(document: Document, rulesApply: boolean): Reasons {
    const sentences = document.sentences.map(({ start, end, kind }) => ({ start, end, kind }));
    const foreign = rulesApply
      ? []
      : document.sentences
          .filter(({ kind }) => kind === 'body')
          .map(({ index }): LeftOut => ({ sentence: index, why: 'language' }));
    return { sentences, entries: this.entries, leftOut: [...this.left, ...foreign], names: this.names };
  }
}

function named({ name, kind, mentions }: Entity): Pick<UnchosenName, 'name' | 'kind' | 'mentions'> {
  return { name, kind, mentions: mentions.length };
}
