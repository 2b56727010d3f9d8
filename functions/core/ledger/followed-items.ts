import type { Attribution, Brief, Certainty, Evidence, MeasureType } from '../brief.ts';
import { partiesOfIssue } from '../dossier/cited-items.ts';
import type { LedgerArticle } from './articles.ts';
import { isChallenge } from './challenges.ts';
import type { Stems } from './item-words.ts';
import type { FollowedList, Telling } from './ledger-line.ts';
import { type Actions, actionsOf } from './opposed-actions.ts';
import { withoutTwins } from './twins.ts';

/** A measure, issue or risk of one article, with what it takes to find it in another. */
export interface FollowedItem {
  readonly article: LedgerArticle;
  readonly list: FollowedList;
  readonly id: string;
  readonly text: string;
  readonly status: Telling['status'];
  readonly attribution: Attribution;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  /** Of a measure. */
  readonly type: MeasureType | undefined;
  readonly actors: readonly string[];
  readonly targets: readonly string[];
  /** Of a measure all that are named in it, of an issue or risk its parties. */
  readonly parties: readonly string[];
  /** Stems of the words that tell what it is about. */
  readonly words: ReadonlySet<string>;
  readonly actions: Actions;
  /** The stem of the head of a measure's object; all words of an issue's topic. */
  readonly head: readonly string[];
  /** Of a measure the words by which the analyzer knew its act, where it says them. */
  readonly acts: readonly string[];
  /** The words of its first quote, folded, where they are so many that they tell one passage from another. */
  readonly passage: string | undefined;
  /** Whether a measure hangs on a condition. */
  readonly isConditional: boolean;
  /** Whether a measure is directed against another. */
  readonly isChallenge: boolean;
  /** Whether a risk states a probability. */
  readonly isProbable: boolean;
  /** The day, month or year of a measure, where the article says it: `2026-03-04`, `2026-03`, `2026`. */
  readonly when: string | undefined;
}

/** Words of a passage at least. */
const PASSAGE_WORDS = 6;
const WHEN = /^\d{4}(-\d\d(-\d\d)?)?$/;

/** Letters in which a name and what is of it begin alike: "Namibian", "Namibia's". */
const ALIKE = 4;

/** The words of the names of states: these are compared as parties. */
export function stateNameStems(brief: Brief, stems: Stems): ReadonlySet<string> {
  const states = brief.parties.filter(({ kind }) => kind === 'state');
  return new Set(
    states.flatMap(({ name, aliases }) => {
      const beginning = name.slice(0, ALIKE);
      return [name, ...aliases.filter((alias) => alias.startsWith(beginning) && !alias.includes(' '))].flatMap((one) =>
        stems.ofText(one),
      );
    }),
  );
}

/** A word that is written as a name is. */
const CAPITALISED = /^\p{Lu}/u;

/** The words of the names of all parties: in a measure these are compared as parties. */
function nameStems({ parties }: Brief, stems: Stems): ReadonlySet<string> {
  const names = parties.flatMap(({ name, aliases }) => [name, ...aliases]);
  const words = names.flatMap((name) => name.split(' ').filter((word) => CAPITALISED.test(word)));
  return new Set(words.flatMap((word) => stems.ofText(word)));
}

/** The stem of the last word of an object, unless that says nothing. */
function headOf(object: string | undefined, stems: Stems): string[] {
  return stems.of(stems.wordsOf(object ?? '').slice(-1));
}

interface Told {
  id: string;
  attribution: Attribution;
  certainty: Certainty;
  evidence: readonly Evidence[];
}

/** A quote without the condition in it: what it hangs on is another matter. */
function withoutCondition(quote: string, condition: string | undefined): string {
  const at = condition === undefined ? -1 : quote.indexOf(condition);
  return at < 0 || condition === undefined ? quote : `${quote.slice(0, at)} ${quote.slice(at + condition.length)}`;
}

/** What an item of one list has of its own. */
type Own = Pick<FollowedItem, 'list' | 'text' | 'status' | 'parties' | 'head'> & {
  readonly measure?: Pick<FollowedItem, 'type' | 'actors' | 'targets' | 'acts' | 'when'> & {
    condition?: string | undefined;
  };
  readonly isProbable?: boolean;
  /** Beside its first quote, what tells of it. */
  readonly subject?: string | undefined;
};

const NONE: readonly string[] = [];

function itemOf(
  article: LedgerArticle,
  { id, attribution, certainty, evidence }: Told,
  { names, stems }: { names: ReadonlySet<string>; stems: Stems },
  { list, text, status, parties, head, measure, isProbable = false, subject }: Own,
): FollowedItem {
  const quote = evidence[0]?.quote ?? '';
  const passage = stems.wordsOf(quote);
  const ofSpeaker = attribution.label === undefined ? NONE : stems.ofText(attribution.label);
  const words = new Set<string>();
  for (const told of [withoutCondition(quote, measure?.condition), subject]) {
    if (told === undefined) continue;
    for (const word of stems.ofText(told)) if (!names.has(word) && !ofSpeaker.includes(word)) words.add(word);
  }
  // All fields by name, so that all items have one shape: to spread others into it takes several times as long.
  return {
    article,
    list,
    id,
    text,
    status,
    attribution,
    certainty,
    evidence,
    type: measure?.type,
    actors: measure?.actors ?? NONE,
    targets: measure?.targets ?? NONE,
    parties,
    words,
    actions: actionsOf(words),
    head,
    acts: measure?.acts ?? NONE,
    passage: passage.length < PASSAGE_WORDS ? undefined : passage.join(' '),
    isConditional: measure?.condition !== undefined,
    isChallenge: measure !== undefined && isChallenge(words, quote),
    isProbable,
    when: measure?.when,
  };
}

/** The items of an article that are followed: those of low certainty are not. */
export function followedItemsOf(article: LedgerArticle, stems: Stems): FollowedItem[] {
  const { brief } = article;
  const names = stateNameStems(brief, stems);
  const known = { names, stems };
  const ofMeasures = { names: nameStems(brief, stems), stems };
  const measures = brief.measures.map((measure): FollowedItem => {
    const { type, status, actors, targets, description, object, condition, when } = measure;
    const [cue = ''] = brief.analysis.reasons?.[measure.id]?.cues ?? [];
    return itemOf(article, measure, ofMeasures, {
      list: 'measures',
      text: description,
      status,
      parties: [...new Set([...actors, ...targets])],
      head: headOf(object, stems),
      subject: object,
      measure: {
        type,
        actors,
        targets,
        condition,
        acts: stems.ofText(cue),
        when: when !== undefined && WHEN.test(when.edtf) ? when.edtf : undefined,
      },
    });
  });
  const issues = brief.unresolvedIssues.map((issue) =>
    itemOf(article, issue, known, {
      list: 'unresolvedIssues',
      text: issue.topic,
      status: issue.state,
      parties: partiesOfIssue(issue),
      head: stems.ofText(issue.topic).filter((word) => !names.has(word)),
      subject: issue.topic,
    }),
  );
  const risks = brief.risks.map((risk) =>
    itemOf(article, risk, known, {
      list: 'risks',
      text: risk.statement,
      status: risk.likelihood,
      parties: risk.parties,
      head: NONE,
      isProbable: risk.probabilityStated,
    }),
  );
  return withoutTwins([...measures, ...issues, ...risks].filter(({ certainty }) => certainty !== 'low'));
}
