import type { Likelihood } from '../../core/brief.ts';
import type { Match } from './lexicon-index.ts';
import type { Token } from './model.ts';

const CHANCE = /^(?:chance|probability|likelihood|odds|risk|danger)$/;
/** What joins a chance and its figure: "puts the chance of a flood at about 40 percent". */
const JOINT = /^(?:at|is|are|was|were|be|been|to)$/;
const ABOUT = /^(?:about|around|roughly|only|just|nearly|almost|some|over|under)$/;
/** How far before its figure a chance is looked for, in tokens. */
const REACH = 12;

/** The figure of a chance, and where the word for the chance stands. */
export interface StatedShare extends Match<Likelihood> {
  /** The token behind which it says of what. */
  chance: number;
}

/** "put the chance of a flood at 40 percent", "a 40 % chance of": the band of a chance that is told as a figure. */
export function shareIn(tokens: readonly Token[], from: number, to: number): StatedShare | undefined {
  for (let at = from; at < to; at++) {
    const share = percentAt(tokens, at, to);
    if (!share) continue;
    const behind = tokens[share.to];
    const next = share.to < to && behind !== undefined && CHANCE.test(behind.lemma) ? share.to : undefined;
    const chance = next ?? chanceBefore(tokens, from, at);
    if (chance === undefined) continue;
    const value = bandOf(share.percent);
    return { value, chance, from: Math.min(at, chance), to: Math.max(share.to, chance + 1), phrase: 'percent' };
  }
  return undefined;
}

function chanceBefore(tokens: readonly Token[], from: number, at: number): number | undefined {
  const joint = ABOUT.test(tokens[at - 1]?.lower ?? '') ? at - 2 : at - 1;
  if (!JOINT.test(tokens[joint]?.lower ?? '')) return undefined;
  const least = Math.max(from, at - REACH);
  for (let index = joint - 1; index >= least; index--) if (CHANCE.test(tokens[index]?.lemma ?? '')) return index;
  return undefined;
}

function percentAt(tokens: readonly Token[], at: number, to: number): { percent: number; to: number } | undefined {
  const [, digits, sign] = /^(\d{1,3}(?:\.\d+)?)(%?)$/.exec(tokens[at]?.text ?? '') ?? [];
  const percent = Number(digits);
  if (digits === undefined || percent > 100) return undefined;
  if (sign === '%') return { percent, to: at + 1 };
  const unit = tokens[at + 1]?.lower ?? '';
  if (at + 1 < to && /^(?:percent|per-cent|%)$/.test(unit)) return { percent, to: at + 2 };
  return at + 2 < to && unit === 'per' && tokens[at + 2]?.lower === 'cent' ? { percent, to: at + 3 } : undefined;
}

/**
 * The band of a probability in percent, by U.S. Intelligence Community Directive 203 (2 January 2015), D.6.e.(2)(a). Its
 * bands share their edges: an edge is of the band nearer to an even chance.
 */
function bandOf(percent: number): Likelihood {
  if (percent < 5) return 'remote';
  if (percent < 20) return 'very-unlikely';
  if (percent < 45) return 'unlikely';
  if (percent <= 55) return 'even-chance';
  if (percent <= 80) return 'likely';
  return percent <= 95 ? 'very-likely' : 'nearly-certain';
}
