import type { Attribution, Certainty, Evidence, SummarySentence } from '../../core/brief.ts';
import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { contentOf, sharedBy, tokensIn } from './content-words.ts';
import type { Clause, Document, Span } from './model.ts';
import { overlapOf } from './quotes.ts';
import { type StandingSentence, standingSentence } from './standing-sentence.ts';

/** The most words of a summary. */
const MOST_WORDS = 75;
const MOST_SENTENCES = 3;
const ENOUGH_SENTENCES = 2;
/** What a sentence must be worth to stand beside two others. */
const LEAST = 0.5;
const SHORTEST_SENTENCE = 5;
/** What the first sentence is worth beside the items that it holds, and by how much less the later ones. */
const LEAD = 10;
const LEAD_DECAY = 0.6;
/** What an item is worth, and by how much less those behind it in its list. */
const ITEM = 1.2;
const ITEM_DECAY = 0.5;
/** What the foremost open matter and the foremost risk are worth beyond it, unless they are read with low certainty. */
const OPEN = 4;
/** What is left of the worth of a sentence that speaks of what another one names, or of its speaker. */
const LEANING = 0.2;
const FIRST_PERSON = 0.3;
/** A letter or an interview: where so many sentences say "I", those that do are as good as the others. */
const MANY_IN_FIRST_PERSON = 0.3;

interface Item {
  evidence: readonly Evidence[];
  attribution: Attribution;
  certainty: Certainty;
}

/**
 * Two or three whole sentences of the article, at most 75 words, in the order of the article: the opening ones, unless
 * others hold more of the foremost items, and the one that tells what is open or at risk. Words that join a sentence to
 * the one before it are left out.
 * @param steps the brief's measures, in their order; @param open its open matters and its risks, each in their order.
 * @param writer who writes an opinion piece, whose claims need no source in the sentence: the whole summary is theirs.
 */
export function summarise(
  document: Document,
  clauses: readonly Clause[],
  steps: readonly Item[],
  open: readonly (readonly Item[])[],
  writer?: string,
): SummarySentence[] {
  const values = valuesOf(steps, open);
  const candidates = document.sentences
    .flatMap((sentence) => standingSentence(document, clauses, sentence) ?? [])
    .filter(({ words }) => words >= SHORTEST_SENTENCE && words <= MOST_WORDS)
    .filter((candidate) => !hidesSource(document, candidate, values, writer));
  const inFirstPerson = candidates.filter(({ firstPerson }) => firstPerson).length;
  const personal = inFirstPerson < candidates.length * MANY_IN_FIRST_PERSON ? FIRST_PERSON : 1;
  const covered = new Set<Item>();
  const wordsOf = contentOfSentences(document);
  const chosen: StandingSentence[] = [];
  let words = 0;
  while (chosen.length < MOST_SENTENCES) {
    let best: { candidate: StandingSentence; value: number } | undefined;
    for (const candidate of candidates) {
      if (chosen.includes(candidate) || words + candidate.words > MOST_WORDS) continue;
      if (chosen.some((other) => saysTheSame(wordsOf(other), wordsOf(candidate)))) continue;
      let value = worth(candidate, values, covered, chosen);
      if (candidate.firstPerson) value *= personal;
      if (value > (best?.value ?? (chosen.length < ENOUGH_SENTENCES ? 0 : LEAST))) best = { candidate, value };
    }
    if (!best) break;
    const { candidate } = best;
    chosen.push(candidate);
    words += candidate.words;
    for (const [item] of values) if (holds(candidate.span, item)) covered.add(item);
  }
  return chosen
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ sentence, span, text }) => {
      const quote = document.text.slice(span.start, span.end);
      return { text, evidence: [{ quote, ...span, sentence: sentence.index, paragraph: sentence.paragraph }] };
    });
}

/** What share of the shorter sentence's words another one has where the two say the same. */
const SAME = 0.6;

function saysTheSame(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return sharedBy(words, others) >= SAME * Math.min(words.size, others.size);
}

/** The words that carry the matter of a sentence, worked out once. */
function contentOfSentences(document: Document): (sentence: StandingSentence) => ReadonlySet<string> {
  const names = { entities: new Map(), mentions: [] };
  const known = new Map<StandingSentence, ReadonlySet<string>>();
  return (sentence) => {
    const words = known.get(sentence) ?? contentOf(document, names, sentence.span);
    known.set(sentence, words);
    return words;
  };
}

/** The worth of each item: the foremost of a list counts most, and what is open or at risk must be told. */
function valuesOf(steps: readonly Item[], open: readonly (readonly Item[])[]): Map<Item, number> {
  const values = new Map<Item, number>();
  for (const list of [steps, ...open]) {
    for (const [rank, item] of list.entries()) {
      const foremost = rank === 0 && list !== steps && item.certainty === 'high';
      values.set(item, ITEM / (1 + rank * ITEM_DECAY) + (foremost ? OPEN : 0));
    }
  }
  return values;
}

function holds(span: Span, item: Item): boolean {
  return item.evidence.some((piece) => overlapOf(span, piece) > 0.6);
}

function worth(
  candidate: StandingSentence,
  values: ReadonlyMap<Item, number>,
  covered: ReadonlySet<Item>,
  chosen: readonly StandingSentence[],
): number {
  let value = LEAD / (1 + candidate.sentence.index * LEAD_DECAY);
  for (const [item, own] of values) if (!covered.has(item) && holds(candidate.span, item)) value += own;
  const follows = chosen.some((other) => other.sentence.index === candidate.sentence.index - 1);
  if (candidate.leans && !follows) value *= LEANING;
  return value * candidate.worth - candidate.words * 0.01;
}

/** Whether a sentence tells somebody's claim without telling that it is one. */
function hidesSource(
  document: Document,
  { span, text }: StandingSentence,
  items: ReadonlyMap<Item, number>,
  writer: string | undefined,
): boolean {
  const claims = [...items.keys()].filter(
    ({ attribution, evidence }) =>
      !(writer !== undefined && attribution.label === writer) &&
      attribution.voice !== 'outlet' &&
      attribution.voice !== 'document' &&
      evidence.some((piece) => overlapOf(span, piece) > 0),
  );
  if (claims.length === 0) return false;
  const tells = tokensIn(document, span).some(
    (token) => token.lower === 'according' || (token.pos === 'VERB' && SPEECH_LEMMAS.has(token.lemma)),
  );
  return (
    !tells && !claims.some(({ attribution }) => attribution.label !== undefined && text.includes(attribution.label))
  );
}
