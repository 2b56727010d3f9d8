import type { BriefDraft, Evidence, Measure, Risk, SummarySentence, UnresolvedIssue } from '../../core/brief.ts';
import type { GateContext } from './context.ts';
import { isSaying } from './cues.ts';
import { isCarried } from './dates.ts';
import { holds } from './party-names.ts';
import { plainOf, wordsOf } from './words.ts';

export type AnyItem = Measure | UnresolvedIssue | Risk;

/** The most words of a headline. */
const HEADLINE_WORDS = 16;

function overlaps(a: Evidence, b: Evidence): boolean {
  return a.start < b.end && b.start < a.end;
}

function partyIdsOf(item: AnyItem): string[] {
  const acting = 'actors' in item ? [...item.actors, ...item.targets] : item.parties;
  return item.attribution.party === undefined ? acting : [...acting, item.attribution.party];
}

function isSomebodys(item: AnyItem): boolean {
  return item.attribution.voice !== 'outlet' && item.attribution.voice !== 'document';
}

/** Quotes of attributions, and the labels: what names a speaker in a sentence about the items. */
function attributionQuotes(items: readonly AnyItem[]): string[] {
  return items.flatMap((item) => [
    ...(item.attribution.evidence ?? []).map((piece) => piece.quote),
    ...(item.attribution.label === undefined ? [] : [item.attribution.label]),
  ]);
}

function failureOfFront(
  context: GateContext,
  written: string,
  evidence: readonly Evidence[],
  items: readonly AnyItem[],
): string | undefined {
  const quotes = evidence.map((piece) => piece.quote);
  if (isWritersQuote(context, written, quotes)) return undefined;
  const more = [...attributionQuotes(items), ...context.source.writers];
  const claimed = items.some(isSomebodys);
  const tells =
    context.source.words(written).some(isSaying) ||
    items.some((item) => names(context, written, item.attribution.label));
  if (claimed && !tells) return 'lost-attribution';
  return context.failure(written, {
    quotes: [...quotes, ...more],
    parties: context.partiesIn([...quotes, ...more], items.flatMap(partyIdsOf)),
    shown: new Set(),
    governors: context.governors(evidence),
    attributed: claimed,
    form: 'claim',
  });
}

/** "Helena Marsh: “…”": a quote word for word behind the one who writes the article in the first person. */
function isWritersQuote(context: GateContext, written: string, quotes: readonly string[]): boolean {
  return context.source.writers.some((writer) => {
    const lead = `${writer}: “`.toLowerCase();
    if (!written.toLowerCase().startsWith(lead)) return false;
    const rest = context.source.plain(written.slice(lead.length));
    return rest !== '' && quotes.some((quote) => context.source.plain(quote) === rest);
  });
}

function names(context: GateContext, written: string, label: string | undefined): boolean {
  return label !== undefined && holds(context.source.plain(written), context.source.plain(label));
}

/** The most words of a sentence that stands for its quote because it names the speaker. */
const TOLD_WORDS = 25;

/** The quote, or its sentence, with its speaker before it where the claim is somebody's and the words do not say so. */
function quoted(context: GateContext, evidence: readonly Evidence[], items: readonly AnyItem[]): string {
  const text = context.inPlaceOf(evidence);
  const claim = items.find(isSomebodys);
  if (claim === undefined || context.source.words(text).some(isSaying)) return text;
  // A speaker that is not known by a label may still stand in the sentence.
  const [sentence = ''] = claim.attribution.label === undefined ? context.sentencesOf(evidence.slice(0, 1)) : [];
  const told = context.source.words(sentence);
  if (told.length <= TOLD_WORDS && told.some(isSaying)) return sentence.trim();
  // A stretch of a quotation may hold one of its marks already.
  const words = text.replace(/^["“]|["”]$/g, '');
  return `${claim.attribution.label ?? 'A source'}: “${words}”`;
}

/** Summary sentences that their quotes support; one that they do not is replaced by its first quote. */
export function checkedSummary(
  context: GateContext,
  summary: readonly SummarySentence[],
  items: readonly AnyItem[],
): SummarySentence[] {
  const seen = new Set<string>();
  const checked = summary.flatMap((sentence) => {
    const evidence = context.verbatim(sentence.evidence);
    const [first] = evidence;
    if (first === undefined) {
      context.dropped.add('summary');
      return [];
    }
    const touched = items.filter((item) => item.evidence.some((piece) => evidence.some((own) => overlaps(own, piece))));
    let kept: SummarySentence = { text: sentence.text, evidence };
    if (failureOfFront(context, sentence.text, evidence, touched) !== undefined) {
      const about = touched.filter((item) => item.evidence.some((piece) => overlaps(first, piece)));
      kept = { text: quoted(context, [first], about), evidence: [first] };
      if (kept.text !== sentence.text) context.held.add('summary');
    }
    if (seen.has(kept.text)) {
      context.dropped.add('summary');
      return [];
    }
    seen.add(kept.text);
    return [kept];
  });
  return withinWords(context, checked);
}

/** The most words of a summary. */
const SUMMARY_WORDS = 75;

/** The sentences that fit; a speaker put before one may have made them too long together. */
function withinWords(context: GateContext, sentences: readonly SummarySentence[]): SummarySentence[] {
  let words = 0;
  return sentences.filter((sentence, index) => {
    const own = sentence.text.split(/\s+/u).length;
    if (index > 0 && words + own > SUMMARY_WORDS) {
      context.dropped.add('summary');
      return false;
    }
    words += own;
    return true;
  });
}

function shortened(text: string): string {
  const words = wordsOf(text);
  const last = words[HEADLINE_WORDS - 1];
  if (words.length <= HEADLINE_WORDS || last === undefined) return text.trim();
  return `${text.slice(0, last.end).trim()}…`;
}

/** What heads the page when the headline written fails: the title, a short quote of an item, or the article's lead. */
function headlineInstead(context: GateContext, items: readonly AnyItem[]): BriefDraft['headline'] {
  const { title } = context.article;
  if (title !== null && title.trim() !== '') return { text: shortened(title), from: 'title', items: [] };
  const candidates = items.map((item) => ({
    item,
    text: quoted(context, item.evidence.slice(0, 1), [item]),
  }));
  const best = candidates.find(({ text }) => wordsOf(text).length <= HEADLINE_WORDS) ?? candidates[0];
  if (best !== undefined) return { text: shortened(best.text), from: 'items', items: [best.item.id] };
  const start = context.text.search(/\S/);
  const lead = context.source.sentenceAround({ start: Math.max(0, start), end: Math.max(1, start + 1) });
  return { text: shortened(context.text.slice(lead.start, lead.end)), from: 'items', items: [] };
}

/** Whether a text is the title, or the title cut at its end: without its beginning "Ministers deny deal" is a deal. */
function beginsTitle(text: string, title: string): boolean {
  const plain = plainOf(text);
  const whole = plainOf(title);
  if (plain === whole) return plain !== '';
  return `${whole} `.startsWith(`${plain} `) && wordsOf(title).length > HEADLINE_WORDS;
}

/** Whether a text is what an item says, which the gate has checked or put there. */
function isItems(context: GateContext, text: string, [item, ...others]: readonly AnyItem[]): boolean {
  if (item === undefined || others.length > 0) return false;
  return context.source.plain('description' in item ? item.description : item.statement) === context.source.plain(text);
}

/** The headline, if the title or the quotes of its items carry it. */
export function checkedHeadline(
  context: GateContext,
  headline: BriefDraft['headline'],
  items: readonly AnyItem[],
): BriefDraft['headline'] {
  const named = items.filter((item) => headline.items.includes(item.id));
  const ids = headline.items.filter((id) => named.some((item) => item.id === id));
  const short = wordsOf(headline.text).length <= HEADLINE_WORDS + 1;
  const title = context.article.title ?? '';
  const carried =
    headline.from === 'title'
      ? beginsTitle(headline.text, title)
      : named.length > 0 &&
        (isItems(context, headline.text, named) ||
          failureOfFront(
            context,
            headline.text,
            named.flatMap((item) => item.evidence),
            named,
          ) === undefined);
  if (short && carried) return { ...headline, items: ids };
  const instead = headlineInstead(context, named.length > 0 ? named : items);
  if (instead.text !== headline.text || instead.from !== headline.from) context.held.add('headline');
  return instead;
}

type Dated = BriefDraft['timeline'][number];
type Ahead = BriefDraft['ahead'][number];

function checkedLine<T extends Ahead>(context: GateContext, line: T, list: string): T | undefined {
  const evidence = context.verbatim(line.evidence);
  if (evidence.length === 0) return undefined;
  const quotes = [...evidence.map((piece) => piece.quote), ...context.sentencesOf(evidence)];
  const failure = context.failure(line.text, {
    quotes,
    parties: context.partiesIn(quotes, []),
    shown: new Set(),
    governors: context.governors(evidence),
    attributed: true,
    form: 'claim',
  });
  const instead = context.inPlaceOf(evidence);
  const kept = failure === undefined || context.source.plain(instead) === context.source.plain(line.text);
  const text = kept ? line.text : instead;
  if (text !== line.text) context.held.add(list);
  return { ...line, text, evidence };
}

/** Past events whose date and words the article carries. */
export function checkedTimeline(context: GateContext, timeline: readonly Dated[]): Dated[] {
  return timeline.flatMap((line) => {
    const checked = checkedLine(context, line, 'timeline');
    if (checked === undefined || !isCarried(line.when, context.sentencesOf(checked.evidence), context.article)) {
      context.dropped.add('timeline');
      return [];
    }
    return [checked];
  });
}

/** Next steps; a date that the article does not carry is taken off. */
export function checkedAhead(context: GateContext, ahead: readonly Ahead[]): Ahead[] {
  return ahead.flatMap((line) => {
    const checked = checkedLine(context, line, 'ahead');
    if (checked === undefined) {
      context.dropped.add('ahead');
      return [];
    }
    const { when, ...rest } = checked;
    if (when === undefined) return [rest];
    if (isCarried(when, context.sentencesOf(checked.evidence), context.article)) return [checked];
    context.held.add('when');
    return [rest];
  });
}
