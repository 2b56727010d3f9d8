import type {
  ExplainedEntry,
  ExplainedList,
  ExplainedSentence,
  Explanation,
  Held,
  LeftOut,
  UnchosenName,
  Why,
} from '../../functions/brief/explanation.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { printableLine } from './terminal.ts';

const LIST_NAMES: Readonly<Record<ExplainedList, string>> = {
  parties: 'Parties',
  measures: 'Measures',
  unresolvedIssues: 'Unresolved issues',
  risks: 'Risks',
  upsides: 'Upsides',
  timeline: 'Timeline',
  ahead: 'Ahead',
};

/** Why a sentence made no item, as a person reads it. */
export const WHY: Readonly<Record<Why, string>> = {
  boilerplate: 'about the page, not the matter',
  heading: 'a heading',
  language: 'in a language of which only names are read',
  genre: 'of a kind of text that tells of no public matter',
  'no-cue': 'no rule met a cue in it',
  state: 'its verb tells a state, not a step',
  'question-within': 'it says what is asked, not what is done',
  saying: 'it tells what is said of a step, not the step',
  aside: 'only the purpose, the condition or the background of something else',
  'no-step-verb': 'its verb tells no step',
  condition: 'only a condition',
  'may-happen': 'it only may come to be open',
  'no-topic': 'no words name the matter',
  belittled: 'the danger is denied or played down',
  'no-harm': 'hedged, but no harm is named',
  'same-stretch': 'another step is read in the same words',
  'same-sentence': 'another risk of the sentence is plainer',
  hope: 'hoped for, not taken',
  step: 'the words of a step, not of a harm',
  'enough-mentions': 'told often enough by others',
  'below-score': 'too faint',
  cap: 'the list was full',
  'evidence-check': 'failed the evidence check',
};

const LOWERED: Readonly<Record<string, string>> = {
  question: 'it asks',
  quotation: 'within quotation marks',
  history: 'years ago',
  nobody: 'nobody is said to do it',
};

/** Texts of the article are cut after this many characters. */
const LONGEST_TEXT = 100;
/** Most names that are no party. */
const MOST_NAMES = 12;

/** A text of the article, or of a lexicon, as part of a line. */
function shown(text: string): string {
  const line = printableLine(text.replace(/\s+/gu, ' ').trim());
  const characters = [...line];
  return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT).join('').trimEnd()}…` : line;
}

function number(score: number): string {
  return score.toFixed(2);
}

function cuesOf(cues: readonly string[] | undefined): string {
  return cues === undefined || cues.length === 0 ? '' : `cues ${cues.map((cue) => `“${shown(cue)}”`).join(', ')}`;
}

function scoreOf(score: number | null | undefined, least: number | null | undefined): string {
  if (score === null || score === undefined) return '';
  return `score ${number(score)}${least === null || least === undefined ? '' : ` (at least ${number(least)})`}`;
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** What an item or a party says, for its first line. */
function headOf(brief: Brief, { list, id }: ExplainedEntry): string {
  switch (list) {
    case 'parties': {
      const party = brief.parties.find((one) => one.id === id);
      return party ? `${party.kind} · ${shown(party.name)}` : '';
    }
    case 'measures': {
      const measure = brief.measures.find((one) => one.id === id);
      return measure ? `${measure.status} ${measure.type} · ${shown(measure.description)}` : '';
    }
    case 'unresolvedIssues': {
      const issue = brief.unresolvedIssues.find((one) => one.id === id);
      return issue ? `${issue.state} · ${shown(issue.topic)}` : '';
    }
    case 'risks':
    case 'upsides': {
      const risk = brief[list].find((one) => one.id === id);
      return risk ? `${risk.likelihood} · ${shown(risk.statement)}` : '';
    }
    default:
      return '';
  }
}

function heldLine({ field, written, shown: instead }: Held): string {
  const text = (value: unknown): string =>
    value === undefined ? 'left out' : `“${shown(typeof value === 'string' ? value : JSON.stringify(value))}”`;
  return `the evidence check changed ${field}: ${text(written)} → ${text(instead)}`;
}

function entryLines(brief: Brief, entry: ExplainedEntry, quote: string): string[] {
  const { id, list, rule, cues, score, least, certainty, signs, mentions, dropped, held } = entry;
  const dated = list === 'timeline' || list === 'ahead';
  const head = dropped ? 'dropped: failed the evidence check' : headOf(brief, entry);
  const lines = [
    joined(`  ${dated ? `sentence ${entry.sentence + 1}` : printableLine(id)}`, head || `“${shown(quote)}”`),
    `    ${joined(`rule ${printableLine(rule)}`, cuesOf(cues), scoreOf(score, least), certainty === null ? '' : `certainty ${certainty}`)}`,
  ];
  if (signs !== undefined && signs.length > 0) lines.push(`    certainty by ${printableLine(signs.join(', '))}`);
  for (const mention of mentions) {
    lines.push(
      `    ${joined(`also in sentence ${mention.sentence + 1}`, `rule ${printableLine(mention.rule)}`, cuesOf(mention.cues), scoreOf(mention.score, null))}`,
    );
  }
  if (!dropped) for (const one of held) lines.push(`    ${heldLine(one)}`);
  return lines;
}

function leftOutLine({ list, why, rule, cues, score, least, most, lowered }: LeftOut): string {
  const of = list === undefined ? '' : `${LIST_NAMES[list].toLowerCase()}: `;
  const full = most === undefined ? '' : ` (${most} shown)`;
  return `     ${of}${joined(
    `${WHY[why]}${full}`,
    scoreOf(score, least),
    (lowered ?? []).map((reason) => LOWERED[reason] ?? reason).join(', '),
    rule === undefined ? '' : `rule ${printableLine(rule)}`,
    cuesOf(cues),
  )}`;
}

function sentenceLines(sentence: ExplainedSentence): string[] {
  const cited = sentence.citedBy.length === 0 ? '' : ` (in the ${sentence.citedBy.join(', ')})`;
  return [
    `  ${sentence.sentence + 1}  “${shown(sentence.text)}”${cited}`,
    ...new Set(sentence.why.map((one) => leftOutLine(one))),
  ];
}

function nameLine({ name, kind, mentions, score, least, why }: UnchosenName): string {
  const reason = why === 'place' ? 'a place' : why === 'outlet' ? 'the outlet or its writer' : WHY[why];
  return `  ${joined(shown(name), kind, `${mentions} ${mentions === 1 ? 'mention' : 'mentions'}`, reason, scoreOf(score, least))}`;
}

/**
 * An explanation as lines for a terminal. Nothing of the article goes there as it is: what a terminal could act on is
 * replaced.
 */
export function explanationPage(brief: Brief, { entries, sentences, names, front }: Explanation): string {
  const lines: string[] = ['WHY THE BRIEF HOLDS WHAT IT HOLDS'];
  for (const [list, name] of Object.entries(LIST_NAMES)) {
    const own = entries.filter((entry) => entry.list === list);
    if (own.length === 0) continue;
    lines.push('', `${name} (${own.filter(({ dropped }) => !dropped).length})`);
    for (const entry of own) {
      const sentence = sentences[entry.sentence];
      const quote = sentence?.text.slice(entry.start - sentence.start, entry.end - sentence.start) ?? '';
      lines.push(...entryLines(brief, entry, quote));
    }
  }
  if (front.length > 0) lines.push('', 'Headline and summary', ...front.map((held) => `  ${heldLine(held)}`));
  const silent = sentences.filter(({ items }) => items.length === 0);
  if (silent.length > 0) {
    lines.push('', `Sentences that made no item (${silent.length} of ${sentences.length})`);
    for (const sentence of silent) lines.push(...sentenceLines(sentence));
  }
  if (names.length > 0) {
    lines.push('', `Names that are no party (${names.length})`);
    const foremost = [...names].sort((a, b) => (b.score ?? -1) - (a.score ?? -1)).slice(0, MOST_NAMES);
    lines.push(...foremost.map(nameLine));
    if (names.length > MOST_NAMES) lines.push(`  and ${names.length - MOST_NAMES} more (--json has them all)`);
  }
  return `${lines.join('\n')}\n`;
}
