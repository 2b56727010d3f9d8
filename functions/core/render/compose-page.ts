import type { Brief, Evidence, Measure, Risk, UnresolvedIssue } from '../brief.ts';
import type { AnyItem, Desk } from '../notes/note.ts';
import { deskMark, deskSections } from './desk-notes.ts';
import { attributionLabel, dayLabel, likelihoodLabel, stateLabel, statusLabel } from './labels.ts';
import { isNamesOnly, type NotedList, remarksOf, whyEmpty } from './list-notes.ts';
import { oneLine } from './one-line.ts';
import {
  type Block,
  type Inline,
  type Line,
  MEASURE_COLUMNS,
  type MeasureRow,
  type Page,
  plainText,
  type Section,
} from './page.ts';
import { QuoteNotes } from './quote-notes.ts';

/** How much of a brief a page shows. */
interface Density {
  /** Items of a list that have a line of their own; the rest follow in one. */
  shown: number;
  /** How many of the rest are named, and in how many words. */
  also: number;
  alsoWords: number;
  /** Words after which a text in a line is cut; its quote below stays whole. */
  lineWords: number;
}

/** The most words above the quotes: a page longer than its article helps nobody. */
const PAGE_WORDS = 350;
const GENEROUS: Density = { shown: 5, also: 8, alsoWords: 12, lineWords: 40 };
/** Tried in turn on a page that is too long, until it is not or they end. */
const SPARING: readonly Density[] = [
  { shown: 5, also: 4, alsoWords: 9, lineWords: 26 },
  { shown: 4, also: 3, alsoWords: 8, lineWords: 20 },
  { shown: 3, also: 2, alsoWords: 7, lineWords: 16 },
];
/** How many measures always have a line. */
const MEASURES = 5;
/** How many names a list of names holds. */
const NAMES = 8;

/** What is being composed: a brief at a density, and the quotes that its lines cite so far. */
interface Draft {
  readonly brief: Brief;
  readonly desk: Desk | undefined;
  readonly density: Density;
  readonly notes: QuoteNotes;
}

/** Words of ours. */
function words(text: string): Inline {
  return { kind: 'words', text };
}

/** A text of the article. */
function said(text: string): Inline {
  return { kind: 'text', text: oneLine(text) };
}

function quotation(text: string): Inline {
  return { kind: 'quotation', text: oneLine(text) };
}

function strong(...content: Inline[]): Inline {
  return { kind: 'strong', content };
}

function emphasis(...content: Inline[]): Inline {
  return { kind: 'emphasis', content };
}

function joined(lines: readonly Line[], separator: string): Line {
  return lines.flatMap((line, index) => (index === 0 ? line : [words(separator), ...line]));
}

function cite({ notes }: Draft, evidence: readonly Evidence[], shown = ''): Inline {
  return { kind: 'citation', notes: notes.cite(evidence, shown) };
}

/** Who corrected or confirmed an item, and what it was. */
function marked({ desk, brief }: Draft, item: AnyItem): Line {
  return deskMark(item, desk, brief);
}

function few(names: readonly string[]): Line {
  const shown = joined(
    names.slice(0, NAMES).map((name) => [said(name)]),
    ', ',
  );
  return names.length > NAMES ? [...shown, words(` and ${names.length - NAMES} more`)] : shown;
}

function nameOf(brief: Brief, id: string): string {
  return brief.parties.find((party) => party.id === id)?.name ?? id;
}

/** A line as a sentence of the page; a name that ends in a point ends it too. */
function stopped(line: Line): Line {
  return plainText(line).endsWith('.') ? line : [...line, words('.')];
}

/** A sentence without its full stop, as part of a line; an abbreviation keeps its point. */
function unstopped(text: string): string {
  return /[\p{L}\p{N}]{3}\.$/u.test(text) ? text.slice(0, -1) : text;
}

const CLOSING = new Map([
  ['(', ')'],
  ['“', '”'],
  ['"', '"'],
]);

/** The marks that close what a text opens and leaves open. */
function closingMarks(text: string): string {
  const open: string[] = [];
  for (const mark of text) {
    const closing = CLOSING.get(mark);
    if (mark === open.at(-1)) open.pop();
    else if (closing !== undefined) open.push(closing);
  }
  return open.reverse().join('');
}

/** The leading words of a text. A cut leaves no mark before it and no quotation or bracket open. */
function opening(text: string, most: number): string {
  const words = text.trim().split(/\s+/);
  if (words.length <= most) return text;
  const cut = unstopped(
    words
      .slice(0, most)
      .join(' ')
      .replace(/[\s,;:–—([“‘"-]+$/u, ''),
  );
  return `${cut}…${closingMarks(cut)}`;
}

/** A text in a line of the page, with marks of quotation where it is one, and the numbers of its quotes. */
function line(draft: Draft, text: string, evidence: readonly Evidence[]): { text: Inline; cited: Inline } {
  const short = opening(text, draft.density.lineWords);
  const isQuote = evidence.some((piece) => piece.quote === text);
  return {
    text: isQuote ? quotation(short) : said(unstopped(short.trim())),
    cited: cite(draft, evidence, short),
  };
}

function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** A condition that opened its sentence, as part of a line. */
function withinLine(phrase: string): string {
  return phrase.replace(/^(?:If|Unless|Until|Without|Should|Provided|When|While)\b/, (word) => word.toLowerCase());
}

function masthead({ article }: Brief): Line {
  const parts: Line[] = [];
  if (article.source !== null) parts.push([strong(said(article.source))]);
  const places = article.dateline.places.map((place) => [said(place)]);
  if (places.length > 0) parts.push(joined(places, ' / '));
  if (article.publishedAt !== null) {
    parts.push([said(dayLabel(article.publishedAt))]);
  } else if (article.dateline.date !== null) {
    parts.push([words('dateline '), said(dayLabel(article.dateline.date))]);
  } else {
    const { receivedAt } = article;
    const received = receivedAt === null ? [] : [words(' (received '), said(dayLabel(receivedAt)), words(')')];
    parts.push([strong(words('undated')), ...received]);
  }
  parts.push([words(`${article.words} words`)]);
  return joined(parts, ' · ');
}

function sourcing(brief: Brief): Line {
  const { named, bodies, unnamed, notHeard, opinion } = brief.sourcing;
  const listed = [...named, ...bodies, ...unnamed.map((label) => `unnamed: ${label}`)];
  const items = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
  const cited = items.filter(({ attribution: { voice, label, party } }) => voice !== 'outlet' && (label ?? party));
  const attributed = cited.map(({ attribution }) => attributionLabel(attribution, brief));
  const sources = listed.length > 0 ? listed : [...new Set(attributed)];
  const rests = sources.length > 0 ? few(sources) : [words(isNamesOnly(brief) ? 'names alone' : 'the outlet alone')];
  const silent = stopped(few(notHeard.map((id) => nameOf(brief, id))));
  return [
    strong(words('Rests on')),
    words(' '),
    ...stopped(rests),
    ...(notHeard.length > 0 ? [words(' '), strong(words('Not heard:')), words(' '), ...silent] : []),
    ...(opinion ? [words(' '), strong(words('Marked as opinion.'))] : []),
  ];
}

function remarks(brief: Brief): Line[] {
  return remarksOf(brief).map((note) => [emphasis(said(note))]);
}

function emptied(brief: Brief, list: NotedList): Block {
  return { kind: 'paragraph', line: [said(whyEmpty(brief, list))] };
}

function summary(draft: Draft): Line {
  const sentences = draft.brief.summary.map(({ text, evidence }) => {
    const closed = /[.!?…”"]$/.test(text.trim());
    const cited = cite(draft, evidence, text);
    return /[^.]\.$/.test(text.trim())
      ? [said(text.trim().slice(0, -1)), words(' '), cited, words('.')]
      : [said(text), words(' '), cited, ...(closed ? [] : [words('.')])];
  });
  return joined(sentences, ' ');
}

/** What is shown in full, what is only named, and what we are not sure to have read right. */
function folded<T extends { certainty: string }>(
  items: readonly T[],
  most: number,
): { shown: T[]; also: T[]; unsure: T[] } {
  const sure = items.filter((item) => item.certainty !== 'low');
  return {
    shown: sure.slice(0, most),
    also: sure.slice(most),
    unsure: items.filter((item) => item.certainty === 'low'),
  };
}

/** Items that are only named, as a paragraph; none where there are none. */
function foldedLine<T extends AnyItem>(
  draft: Draft,
  title: string,
  items: readonly T[],
  say: (item: T) => Line,
): Block[] {
  if (items.length === 0) return [];
  const named = items.slice(0, draft.density.also).map((item): Line => {
    const content = [...say(item), words(' '), cite(draft, item.evidence.slice(0, 1)), ...marked(draft, item)];
    return [{ kind: 'item', id: item.id, content }];
  });
  const left = items.length - named.length;
  const more = left > 0 ? `; ${left} more.` : '.';
  return [{ kind: 'paragraph', line: [strong(words(`${title}:`)), words(' '), ...joined(named, '; '), words(more)] }];
}

function without(text: string, phrase: string | undefined): phrase is string {
  return phrase !== undefined && !text.toLowerCase().includes(phrase.toLowerCase());
}

function measureRow(draft: Draft, measure: Measure): MeasureRow {
  const { brief } = draft;
  const { id, status, attribution, description, evidence, actors, extent, condition, deadline } = measure;
  const [actor] = actors;
  const name = actor === undefined ? undefined : nameOf(brief, actor);
  const isQuote = evidence.some((piece) => piece.quote === description);
  const aliases = brief.parties.find((party) => party.id === actor)?.aliases ?? [];
  const unnamed = isQuote && without(description, name) && aliases.every((alias) => without(description, alias));
  const { text, cited } = line(draft, description, evidence);
  const parts: Line[] = [unnamed && name !== undefined ? [said(name), words(': '), text] : [text]];
  if (without(description, extent)) parts.push([quotation(extent)]);
  if (without(description, deadline)) parts.push([words('deadline: '), said(deadline)]);
  if (without(description, condition)) parts.push([said(withinLine(condition))]);
  return {
    id,
    status: statusLabel(status),
    text: [...joined(parts, ', '), ...marked(draft, measure)],
    who: [said(attributionLabel(attribution, brief))],
    cited: [cited],
  };
}

function measures(draft: Draft): Section {
  const { brief, density } = draft;
  const { shown, also, unsure } = folded(brief.measures, MEASURES);
  const brieflySaid = (measure: Measure): Line => [
    said(opening(measure.description, density.alsoWords)),
    words(` (${statusLabel(measure.status).toLowerCase()})`),
  ];
  const blocks: Block[] = brief.measures.length === 0 ? [emptied(brief, 'measures')] : [];
  if (shown.length > 0) blocks.push({ kind: 'measures', rows: shown.map((measure) => measureRow(draft, measure)) });
  blocks.push(...foldedLine(draft, 'Also', also, brieflySaid));
  blocks.push(...foldedLine(draft, 'Less certain', unsure, brieflySaid));
  return { title: 'What is being done', blocks };
}

function issueLine(draft: Draft, issue: UnresolvedIssue): Line {
  const topic = [
    strong(said(capitalised(opening(issue.topic, draft.density.lineWords)))),
    words(' — '),
    emphasis(words(stateLabel(issue.state))),
  ];
  if (issue.sides.length > 0) {
    const sides = issue.sides.map((side) => {
      const name = nameOf(draft.brief, side.party);
      const { text, cited } = line(draft, side.wants, side.evidence);
      return [...(side.wants.startsWith(name) ? [] : [said(name), words(': ')]), text, words(' '), cited];
    });
    return [...topic, words('. '), ...joined(sides, '; '), ...marked(draft, issue)];
  }
  const { text, cited } = line(draft, issue.description, issue.evidence);
  return [
    ...topic,
    ...(without(issue.topic, issue.description) ? [words(': '), text] : []),
    words(' '),
    cited,
    ...marked(draft, issue),
  ];
}

function issues(draft: Draft): Section {
  const { brief, density } = draft;
  const { shown, also, unsure } = folded(brief.unresolvedIssues, density.shown);
  const brieflySaid = (issue: UnresolvedIssue): Line => [
    said(opening(issue.topic, density.alsoWords)),
    words(` (${stateLabel(issue.state)})`),
  ];
  const none = brief.unresolvedIssues.length === 0;
  const blocks: Block[] = none ? [emptied(brief, 'unresolvedIssues')] : [];
  const items = shown.map((issue) => ({ id: issue.id, line: issueLine(draft, issue) }));
  if (items.length > 0) blocks.push({ kind: 'list', items });
  blocks.push(...foldedLine(draft, 'Also', also, brieflySaid));
  blocks.push(...foldedLine(draft, 'Less certain', unsure, brieflySaid));
  return { title: 'What is still open', blocks };
}

function riskLine(draft: Draft, risk: Risk): Line {
  const { statement, evidence, cue, probabilityStated, likelihood, condition, horizon } = risk;
  const extra = [condition, horizon]
    .filter((phrase) => without(statement, phrase))
    .flatMap((phrase) => [words(', '), said(withinLine(phrase))]);
  const { text, cited } = line(draft, statement, evidence);
  return [
    ...(probabilityStated ? [emphasis(words(likelihoodLabel(likelihood))), words(' — ')] : []),
    text,
    ...extra,
    ...(without(statement, cue) ? [words(' — '), quotation(cue)] : []),
    words(' — '),
    said(attributionLabel(risk.attribution, draft.brief)),
    words(' '),
    cited,
    ...marked(draft, risk),
  ];
}

function risks(draft: Draft): Section {
  const { brief, density } = draft;
  const stated = brief.risks.some((risk) => risk.probabilityStated);
  const { shown, also, unsure } = folded(brief.risks, density.shown);
  const hopes = folded(brief.upsides, density.shown);
  const blocks: Block[] = brief.risks.length === 0 ? [emptied(brief, 'risks')] : [];
  const items = [
    ...shown.map((risk) => ({ id: risk.id, line: riskLine(draft, risk) })),
    ...hopes.shown.map((hope) => ({
      id: hope.id,
      line: [emphasis(words('Hoped for:')), words(' '), ...riskLine(draft, hope)],
    })),
  ];
  if (items.length > 0) blocks.push({ kind: 'list', items });
  const brieflySaid = (risk: Risk): Line => [said(opening(risk.statement, density.alsoWords))];
  blocks.push(...foldedLine(draft, 'Also', [...also, ...hopes.also], brieflySaid));
  blocks.push(...foldedLine(draft, 'Less certain', [...unsure, ...hopes.unsure], brieflySaid));
  const unstated = brief.risks.length > 0 && !stated;
  return { title: `What could go wrong${unstated ? ' (no probability is stated)' : ''}`, blocks };
}

function closing(draft: Draft): Line[] {
  const { brief, density } = draft;
  const foremost = brief.parties.filter((party) => party.role !== 'mentioned').map((party) => party.name);
  const background = brief.parties.filter((party) => party.role === 'mentioned').map((party) => party.name);
  const ahead = brief.ahead.slice(0, density.shown).map((step) => {
    const when = step.when !== undefined && without(step.text, step.when.stated) ? step.when.stated : undefined;
    const { text, cited } = line(draft, step.text, step.evidence);
    return [text, ...(when === undefined ? [] : [words(' ('), said(when), words(')')]), words(' '), cited];
  });
  const lacking = brief.notStated.map((lack) => [said(lack)]);
  const titled = (title: string, content: Line): Line => [strong(words(`${title}:`)), words(' '), ...content];
  return [
    ...(ahead.length > 0 ? [titled('Ahead', [...joined(ahead, '; '), words('.')])] : []),
    ...(foremost.length > 0 ? [titled('Parties', stopped(few(foremost)))] : []),
    ...(background.length > 0 ? [titled('Background', stopped(few(background)))] : []),
    ...(lacking.length > 0 ? [titled('Not in the article', stopped(joined(lacking, '; ')))] : []),
  ];
}

function footer({ coverage, analysis, article, briefId }: Brief): Line {
  const embedded = analysis.analyzer === 'embedded';
  const { version } = analysis;
  return [
    words(`${coverage.cited} of ${coverage.sentences} sentences used; every quote verified in the text. Precis `),
    // A version number at the start of a text would be taken for a list and escaped; within a line it is none.
    /^[\w.+-]*$/.test(version) ? words(version) : said(version),
    ...(embedded ? [words(', embedded rules, no AI model')] : [words(', analyzer '), said(analysis.analyzer)]),
    words('. Brief '),
    said(briefId.slice(0, 8)),
    ...(article.rights === null ? [] : [words(' · '), said(article.rights)]),
  ];
}

function linesOf(block: Block): Line[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.line];
    case 'list':
      return block.items.map((item) => item.line);
    case 'measures': {
      const rows = block.rows.flatMap(({ status, text, who, cited }) => [[words(status)], text, who, cited]);
      return [MEASURE_COLUMNS.map((column) => words(` ${column}`)), ...rows];
    }
  }
}

/** How many words stand above the quotes. A sign of comparison counts as one: it is read as one. */
function wordsAbove({ headline, masthead, remarks, summary, sections, closing }: Page): number {
  const listed = sections.flatMap(({ title, blocks }) => [[words(title)], ...blocks.flatMap(linesOf)]);
  const lines = [[words(headline)], ...masthead, ...remarks, summary, ...listed, ...closing];
  return (
    lines
      .map(plainText)
      .join(' ')
      .match(/[\p{L}\p{N}<>]\S*/gu)?.length ?? 0
  );
}

function pageOf(brief: Brief, desk: Desk | undefined, density: Density): Page {
  const draft: Draft = { brief, desk, density, notes: new QuoteNotes() };
  // Notes are numbered as lines cite them: the parts of the page are composed in its order.
  return {
    headline: oneLine(brief.headline.text),
    masthead: [masthead(brief), sourcing(brief)],
    remarks: remarks(brief),
    summary: summary(draft),
    sections: [measures(draft), issues(draft), risks(draft)],
    desk: deskSections(desk, brief),
    closing: closing(draft),
    notes: draft.notes.list(),
    footer: footer(brief),
  };
}

/**
 * The brief as one page, for any format to write: headline, sources, summary, what is being done, what is open, what
 * could go wrong, and the numbered quotes. A long brief is shown more sparingly, so that what stands above the quotes
 * keeps to 350 words where it can. The same brief gives the same page.
 * @param desk what notes made of the brief: told beside the items, and in a section of its own.
 */
export function composePage(brief: Brief, desk?: Desk): Page {
  let page = pageOf(brief, desk, GENEROUS);
  for (const density of SPARING) {
    if (wordsAbove(page) <= PAGE_WORDS) break;
    page = pageOf(brief, desk, density);
  }
  return page;
}
