import type { Brief, Measure, Risk, UnresolvedIssue } from '../../../core/brief.ts';
import { attributionLabel, likelihoodLabel, stateLabel, statusLabel } from '../../../core/render/labels.ts';
import { singleLine } from '../text/plain-text.ts';
import { typeLabel } from '../text/vocabulary.ts';
import type { Item } from './cited-lines.ts';

/** One reason why an item is in the brief, and the words of the article that it rests on. */
export interface Reason {
  readonly says: string;
  readonly words?: string;
  /** Entries of the lexicons, or words, that a rule of the analyzer rests on. */
  readonly cues?: readonly string[];
}

const CERTAINTY_WORDS = {
  high: 'High: the signs of this reading agree.',
  medium: 'Medium: most signs of this reading agree.',
  low: 'Low: the words allow another reading; check the quote.',
} as const;

function measureReason(measure: Measure): Reason {
  const what = `It tells a step of the kind “${typeLabel(measure.type).toLowerCase()}”`;
  return {
    says:
      measure.status === 'unclear'
        ? `${what}, and does not let us tell how far it has come.`
        : `${what}, and its words put it at “${statusLabel(measure.status).toLowerCase()}”.`,
    ...firstQuote(measure),
  };
}

function issueReason(issue: UnresolvedIssue): Reason {
  const sides = issue.sides.length > 1 ? ` ${issue.sides.length} sides say what they want.` : '';
  return { says: `Its words show a matter that is open: ${stateLabel(issue.state)}.${sides}`, ...firstQuote(issue) };
}

function riskReasons(risk: Risk): Reason[] {
  const isHope = risk.id.startsWith('u-');
  const likelihood = risk.probabilityStated
    ? `The article states how likely it is: ${likelihoodLabel(risk.likelihood)}.`
    : 'The article states no probability, so none is shown.';
  return [
    {
      says: isHope ? 'A gain is hoped for in these words.' : 'Harm is warned of or hedged in these words.',
      words: risk.cue,
    },
    { says: likelihood },
    ...(risk.condition === undefined ? [] : [{ says: 'It depends on a condition.', words: risk.condition }]),
  ];
}

function firstQuote(item: Item): { words?: string } {
  const [first] = item.evidence;
  return first === undefined ? {} : { words: first.quote };
}

function attributionReason(item: Item, brief: Brief): Reason {
  const { voice, cue, evidence } = item.attribution;
  if (voice === 'outlet') return { says: 'Nobody is named who says so: it rests on the outlet alone.' };
  const words = evidence?.[0]?.quote ?? cue;
  return {
    says: `It is attributed to ${singleLine(attributionLabel(item.attribution, brief))}.`,
    ...(words === undefined ? {} : { words }),
  };
}

/** The rule that made an item, as docs/analyzer.md names it; none for a brief of before rules were kept. */
function ruleReasons({ id }: Item, { analysis }: Brief): Reason[] {
  const reason = analysis.reasons?.[id];
  if (reason === undefined) return [];
  return [{ says: `The rule “${reason.rule}” found it, by these cues:`, cues: reason.cues }];
}

/** Why an item is in the brief, from what the brief itself holds: its kind, its cues, who says it, how sure we are. */
export function reasonsOf(item: Item, brief: Brief): Reason[] {
  const own = 'topic' in item ? [issueReason(item)] : 'statement' in item ? riskReasons(item) : [measureReason(item)];
  return [
    ...own,
    ...ruleReasons(item, brief),
    attributionReason(item, brief),
    { says: `Certainty of the reading. ${CERTAINTY_WORDS[item.certainty]}` },
  ];
}
