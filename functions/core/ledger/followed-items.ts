import type { Attribution, Brief, Certainty, Evidence, MeasureType } from '../brief.ts';
import { partiesOfIssue } from '../dossier/cited-items.ts';
import { foldedWords } from '../search/folded-words.ts';
import type { LedgerArticle } from './articles.ts';
import { contentStems } from './item-words.ts';
import type { FollowedList, Telling } from './ledger-line.ts';

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
  /** The stem of the head of a measure's object; all words of an issue's topic. */
  readonly head: readonly string[];
  /** Of a measure the words by which the analyzer knew its act, where it says them. */
  readonly acts: readonly string[];
  /** The words of its first quote, folded, where they are so many that they tell one passage from another. */
  readonly passage: string | undefined;
  /** Whether a risk states a probability. */
  readonly isProbable: boolean;
  /** The day of a measure, where the article says it. */
  readonly day: string | undefined;
}

/** Words of a passage at least. */
const PASSAGE_WORDS = 6;
const DAY = /^\d{4}-\d\d-\d\d$/;

const CAPITALISED = /\p{Lu}[\p{L}\p{M}]*/gu;

/** The words of the names of states: these are compared as parties. */
function nameStems(brief: Brief): ReadonlySet<string> {
  const states = brief.parties.filter(({ kind }) => kind === 'state');
  const names = states.flatMap(({ name, aliases }) => [name, ...aliases]);
  return new Set(names.flatMap((name) => contentStems(name.match(CAPITALISED)?.join(' ') ?? '')));
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

function itemOf(
  article: LedgerArticle,
  { id, attribution, certainty, evidence }: Told,
  names: ReadonlySet<string>,
  texts: readonly (string | undefined)[],
  condition?: string,
) {
  const quote = evidence[0]?.quote ?? '';
  const passage = foldedWords(quote);
  const ofSpeaker = new Set(contentStems(attribution.label ?? ''));
  const words = [withoutCondition(quote, condition), ...texts].flatMap((text) =>
    text === undefined ? [] : contentStems(text),
  );
  return {
    article,
    id,
    attribution,
    certainty,
    evidence,
    words: new Set(words.filter((word) => !names.has(word) && !ofSpeaker.has(word))),
    passage: passage.length < PASSAGE_WORDS ? undefined : passage.join(' '),
  };
}

/** The items of an article that are followed: those of low certainty are not. */
export function followedItemsOf(article: LedgerArticle): FollowedItem[] {
  const { brief } = article;
  const names = nameStems(brief);
  const measures = brief.measures.map((measure): FollowedItem => {
    const { type, status, actors, targets, description, object, condition, when } = measure;
    const [cue = ''] = brief.analysis.reasons?.[measure.id]?.cues ?? [];
    return {
      ...itemOf(article, measure, names, [object], condition),
      list: 'measures',
      text: description,
      status,
      type,
      actors,
      targets,
      parties: [...new Set([...actors, ...targets])],
      head: contentStems(object ?? '').slice(-1),
      acts: contentStems(cue),
      isProbable: false,
      day: when !== undefined && DAY.test(when.edtf) ? when.edtf : undefined,
    };
  });
  const unlike = { type: undefined, actors: [], targets: [], acts: [], day: undefined };
  const issues = brief.unresolvedIssues.map(
    (issue): FollowedItem => ({
      ...itemOf(article, issue, names, [issue.topic]),
      ...unlike,
      list: 'unresolvedIssues',
      text: issue.topic,
      status: issue.state,
      parties: partiesOfIssue(issue),
      head: contentStems(issue.topic).filter((word) => !names.has(word)),
      isProbable: false,
    }),
  );
  const risks = brief.risks.map(
    (risk): FollowedItem => ({
      ...itemOf(article, risk, names, []),
      ...unlike,
      list: 'risks',
      text: risk.statement,
      status: risk.likelihood,
      parties: risk.parties,
      head: [],
      isProbable: risk.probabilityStated,
    }),
  );
  return [...measures, ...issues, ...risks].filter(({ certainty }) => certainty !== 'low');
}
