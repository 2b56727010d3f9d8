import type { Brief, Evidence, Measure, Risk, UnresolvedIssue } from '../brief.ts';
import { escapeMarkdown as md } from './escape-markdown.ts';
import { attributionLabel, dayLabel, likelihoodLabel, stateLabel, statusLabel } from './labels.ts';
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

class Page {
  readonly brief: Brief;
  readonly density: Density;
  readonly notes = new QuoteNotes();
  private readonly blocks: string[] = [];

  constructor(brief: Brief, density: Density) {
    this.brief = brief;
    this.density = density;
  }

  get words(): number {
    return this.blocks.join(' ').match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  }

  add(...lines: string[]): void {
    const block = lines.filter((line) => line !== '').join('\n');
    if (block !== '') this.blocks.push(block);
  }

  toString(): string {
    return `${this.blocks.join('\n\n')}\n`;
  }
}

function few(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).map(md).join(', ');
  return names.length > NAMES ? `${shown} and ${names.length - NAMES} more` : shown;
}

function nameOf(brief: Brief, id: string): string {
  return brief.parties.find((party) => party.id === id)?.name ?? id;
}

/** A sentence without its full stop, as part of a line; an abbreviation keeps its point. */
function unstopped(text: string): string {
  return /[\p{L}\p{N}]{3}\.$/u.test(text) ? text.slice(0, -1) : text;
}

/** The end of a sentence of the page; a name that ends in a point ends it too. */
function stopped(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
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

/** A text in a line of the page, with marks of quotation where it is one, and the number of its quotes. */
function line(page: Page, text: string, evidence: readonly Evidence[]): { text: string; cited: string } {
  const short = opening(text, page.density.lineWords);
  const isQuote = evidence.some((piece) => piece.quote === text);
  return {
    text: isQuote ? `“${md(short)}”` : md(unstopped(short.trim())),
    cited: page.notes.cite(evidence, short),
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

function masthead({ article }: Brief): string {
  const parts: string[] = [];
  if (article.source !== null) parts.push(`**${md(article.source)}**`);
  if (article.dateline.places.length > 0) parts.push(article.dateline.places.map(md).join(' / '));
  if (article.publishedAt !== null) {
    parts.push(md(dayLabel(article.publishedAt)));
  } else if (article.dateline.date !== null) {
    parts.push(`dateline ${md(dayLabel(article.dateline.date))}`);
  } else {
    const received = article.receivedAt === null ? '' : ` (received ${md(dayLabel(article.receivedAt))})`;
    parts.push(`**undated**${received}`);
  }
  parts.push(`${article.words} words`);
  return parts.join(' · ');
}

function sourcing(brief: Brief): string {
  const { named, bodies, unnamed, notHeard, opinion } = brief.sourcing;
  const listed = [...named, ...bodies, ...unnamed.map((label) => `unnamed: ${label}`)];
  const items = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
  const cited = items.filter(({ attribution: { voice, label, party } }) => voice !== 'outlet' && (label ?? party));
  const attributed = cited.map(({ attribution }) => attributionLabel(attribution, brief));
  const sources = listed.length > 0 ? listed : [...new Set(attributed)];
  const rests = sources.length > 0 ? few(sources) : 'the outlet alone';
  const silent = notHeard.length > 0 ? ` **Not heard:** ${stopped(few(notHeard.map((id) => nameOf(brief, id))))}` : '';
  return `**Rests on** ${stopped(rests)}${silent}${opinion ? ' **Marked as opinion.**' : ''}`;
}

const LIST_WORDS = { measures: /measure/i, unresolvedIssues: /issue|\bopen\b/i, risks: /risk/i } as const;

/** Remarks on the whole article; those on one list stand at that list. */
function remarks(brief: Brief): string {
  return brief.analysis.notes
    .filter((note) => !Object.values(LIST_WORDS).some((words) => words.test(note)))
    .map((note) => `*${md(note)}*`)
    .join('\\\n');
}

function whyEmpty(brief: Brief, list: keyof typeof LIST_WORDS, otherwise: string): string {
  const said = brief.analysis.notes.filter((note) => LIST_WORDS[list].test(note));
  return said.length > 0 ? said.map(md).join(' ') : `${otherwise} in ${brief.coverage.sentences} sentences.`;
}

function summary(page: Page): string {
  return page.brief.summary
    .map(({ text, evidence }) => {
      const closed = /[.!?…”"]$/.test(text.trim());
      const cited = page.notes.cite(evidence, text);
      return /[^.]\.$/.test(text.trim())
        ? `${md(text.trim().slice(0, -1))} ${cited}.`
        : `${md(text)} ${cited}${closed ? '' : '.'}`;
    })
    .join(' ');
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

function foldedLine<T extends { evidence: Evidence[] }>(
  page: Page,
  title: string,
  items: readonly T[],
  say: (item: T) => string,
): string {
  if (items.length === 0) return '';
  const named = items
    .slice(0, page.density.also)
    .map((item) => `${say(item)} ${page.notes.cite(item.evidence.slice(0, 1))}`);
  const left = items.length - named.length;
  const more = left > 0 ? `; ${left} more` : '';
  return `**${title}:** ${named.join('; ')}${more}.`;
}

function without(text: string, phrase: string | undefined): phrase is string {
  return phrase !== undefined && !text.toLowerCase().includes(phrase.toLowerCase());
}

function measureLine(page: Page, measure: Measure): { text: string; cited: string } {
  const { brief } = page;
  const { description, evidence, actors, extent, condition, deadline } = measure;
  const [actor] = actors;
  const name = actor === undefined ? undefined : nameOf(brief, actor);
  const isQuote = evidence.some((piece) => piece.quote === description);
  const aliases = brief.parties.find((party) => party.id === actor)?.aliases ?? [];
  const unnamed = isQuote && without(description, name) && aliases.every((alias) => without(description, alias));
  const { text, cited } = line(page, description, evidence);
  const parts = [`${unnamed && name !== undefined ? `${md(name)}: ` : ''}${text}`];
  if (without(description, extent)) parts.push(`“${md(extent)}”`);
  if (without(description, deadline)) parts.push(`deadline: ${md(deadline)}`);
  if (without(description, condition)) parts.push(md(withinLine(condition)));
  return { text: parts.join(', '), cited };
}

function measures(page: Page): void {
  const { brief } = page;
  page.add('## What is being done');
  if (brief.measures.length === 0) page.add(whyEmpty(brief, 'measures', 'No measure is told'));
  const { shown, also, unsure } = folded(brief.measures, MEASURES);
  if (shown.length > 0) {
    page.add(
      '| Status | Measure | According to | |',
      '| --- | --- | --- | --- |',
      ...shown.map((measure) => {
        const who = md(attributionLabel(measure.attribution, brief));
        const { text, cited } = measureLine(page, measure);
        return `| **${statusLabel(measure.status)}** | ${text} | ${who} | ${cited} |`;
      }),
    );
  }
  const brieflySaid = (measure: Measure): string =>
    `${md(opening(measure.description, page.density.alsoWords))} (${statusLabel(measure.status).toLowerCase()})`;
  page.add(foldedLine(page, 'Also', also, brieflySaid));
  page.add(foldedLine(page, 'Less certain', unsure, brieflySaid));
}

function issueText(page: Page, issue: UnresolvedIssue): string {
  const state = `*${stateLabel(issue.state)}*`;
  const topic = `**${md(capitalised(opening(issue.topic, page.density.lineWords)))}** — ${state}`;
  if (issue.sides.length > 0) {
    const sides = issue.sides.map((side) => {
      const name = nameOf(page.brief, side.party);
      const { text, cited } = line(page, side.wants, side.evidence);
      return `${side.wants.startsWith(name) ? text : `${md(name)}: ${text}`} ${cited}`;
    });
    return `${topic}. ${sides.join('; ')}`;
  }
  const { text, cited } = line(page, issue.description, issue.evidence);
  return `${topic}${without(issue.topic, issue.description) ? `: ${text}` : ''} ${cited}`;
}

function issues(page: Page): void {
  const { brief } = page;
  page.add('## What is still open');
  if (brief.unresolvedIssues.length === 0) page.add(whyEmpty(brief, 'unresolvedIssues', 'No open issue is told'));
  const { shown, also, unsure } = folded(brief.unresolvedIssues, page.density.shown);
  page.add(...shown.map((issue) => `- ${issueText(page, issue)}`));
  const brieflySaid = (issue: UnresolvedIssue): string =>
    `${md(opening(issue.topic, page.density.alsoWords))} (${stateLabel(issue.state)})`;
  page.add(foldedLine(page, 'Also', also, brieflySaid));
  page.add(foldedLine(page, 'Less certain', unsure, brieflySaid));
}

function riskText(page: Page, risk: Risk): string {
  const { statement, evidence, cue, probabilityStated, likelihood, condition, horizon } = risk;
  const band = probabilityStated ? `*${likelihoodLabel(likelihood)}* — ` : '';
  const word = without(statement, cue) ? ` — “${md(cue)}”` : '';
  const extra = [condition, horizon]
    .filter((phrase) => without(statement, phrase))
    .map((phrase) => `, ${md(withinLine(phrase ?? ''))}`);
  const who = md(attributionLabel(risk.attribution, page.brief));
  const { text, cited } = line(page, statement, evidence);
  return `${band}${text}${extra.join('')}${word} — ${who} ${cited}`;
}

function risks(page: Page): void {
  const { brief } = page;
  const stated = brief.risks.some((risk) => risk.probabilityStated);
  page.add(`## What could go wrong${brief.risks.length > 0 && !stated ? ' (no probability is stated)' : ''}`);
  if (brief.risks.length === 0) page.add(whyEmpty(brief, 'risks', 'No risk is voiced'));
  const { shown, also, unsure } = folded(brief.risks, page.density.shown);
  const hopes = folded(brief.upsides, page.density.shown);
  page.add(
    ...shown.map((risk) => `- ${riskText(page, risk)}`),
    ...hopes.shown.map((risk) => `- *Hoped for:* ${riskText(page, risk)}`),
  );
  const brieflySaid = (risk: Risk): string => md(opening(risk.statement, page.density.alsoWords));
  page.add(foldedLine(page, 'Also', [...also, ...hopes.also], brieflySaid));
  page.add(foldedLine(page, 'Less certain', [...unsure, ...hopes.unsure], brieflySaid));
}

function closing(page: Page): void {
  const { brief } = page;
  const foremost = brief.parties.filter((party) => party.role !== 'mentioned').map((party) => party.name);
  const background = brief.parties.filter((party) => party.role === 'mentioned').map((party) => party.name);
  const ahead = brief.ahead.slice(0, page.density.shown).map((step) => {
    const when = step.when !== undefined && without(step.text, step.when.stated) ? ` (${md(step.when.stated)})` : '';
    const { text, cited } = line(page, step.text, step.evidence);
    return `${text}${when} ${cited}`;
  });
  const lines = [
    ahead.length > 0 ? `**Ahead:** ${ahead.join('; ')}.` : '',
    foremost.length > 0 ? `**Parties:** ${stopped(few(foremost))}` : '',
    background.length > 0 ? `**Background:** ${stopped(few(background))}` : '',
    brief.notStated.length > 0 ? `**Not in the article:** ${stopped(brief.notStated.map(md).join('; '))}` : '',
  ];
  page.add(lines.filter((line) => line !== '').join('\\\n'));
}

function footer(page: Page): void {
  const { coverage, analysis, article, briefId } = page.brief;
  const maker = analysis.analyzer === 'embedded' ? 'embedded rules, no AI model' : `analyzer ${md(analysis.analyzer)}`;
  // A version number at the start of a text would be taken for a list and escaped; within a line it is none.
  const version = /^[\w.+-]*$/.test(analysis.version) ? analysis.version : md(analysis.version);
  const rights = article.rights === null ? '' : ` · ${md(article.rights)}`;
  page.add(
    `*${coverage.cited} of ${coverage.sentences} sentences used; every quote verified in the text. ` +
      `Precis ${version}, ${maker}. Brief ${md(briefId.slice(0, 8))}${rights}*`,
  );
}

function pageOf(brief: Brief, density: Density): { page: Page; words: number } {
  const page = new Page(brief, density);
  page.add(`# ${md(brief.headline.text)}`);
  page.add(`${masthead(brief)}\\`, sourcing(brief));
  page.add(remarks(brief));
  page.add(summary(page));
  measures(page);
  issues(page);
  risks(page);
  closing(page);
  const { words } = page;
  page.add('---');
  page.add(page.notes.lines(md).join(' ·\n'));
  footer(page);
  return { page, words };
}

/**
 * The brief as one page of Markdown: headline, sources, summary, what is being done, what is open, what could go wrong,
 * and below a rule the numbered quotes with their paragraphs. A long brief is shown more sparingly, so that what stands
 * above the quotes keeps to 350 words where it can. Text of the article is escaped, so that it cannot form anything of
 * the page. The same brief gives the same page, byte for byte.
 */
export function renderMarkdown(brief: Brief): string {
  let { page, words } = pageOf(brief, GENEROUS);
  for (const density of SPARING) {
    if (words <= PAGE_WORDS) break;
    ({ page, words } = pageOf(brief, density));
  }
  return page.toString();
}
