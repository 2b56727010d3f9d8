import { LIKELIHOODS, type Likelihood } from '../../core/brief.ts';
import { type CueClass, cueAt } from './cues.ts';
import type { Word } from './words.ts';

/** The bands that words of probability can express. */
const TERMS: [RegExp, Likelihood[]][] = [
  [/^(?:unlikely|improbable|improbably)$/, ['unlikely', 'very-unlikely', 'remote']],
  [/^(?:remote|remotely|slim|faint|negligible|doubtful)$/, ['remote', 'very-unlikely', 'unlikely']],
  [
    /^(?:likely|likelihood|probabl[ey]|probability|expect\w*|project\w*|forecast\w*|predict\w*|anticipat\w*|estimated|poised)$/,
    ['likely', 'very-likely'],
  ],
  [
    /^(?:certain|certainly|certainty|doubtless|undoubted\w*|inevitab\w+|bound|sure|surely|guaranteed)$/,
    ['very-likely', 'nearly-certain'],
  ],
  [/^(?:toss|coin|fifty|even)$/, ['even-chance']],
];
/** What gives a probability in figures or by its grade: any band may be meant. */
const ANY = /^(?:chance|chances|odds|percent|pct|cent)$/;

/** What some sentences say of how likely something is. */
export interface Likelihoods {
  /** Whether they use a term of probability or a percentage. */
  termed: boolean;
  /** The bands that they allow. */
  allowed: ReadonlySet<Likelihood>;
}

/** Reads sentences for words of probability; what they only hedge is `possible`, which is always allowed. */
export function likelihoodsIn(sentences: readonly string[], words: readonly (readonly Word[])[]): Likelihoods {
  const allowed = new Set<Likelihood>(['possible']);
  let termed = sentences.some((sentence) => sentence.includes('%'));
  const allow = (bands: readonly Likelihood[]): void => {
    for (const band of bands) allowed.add(band);
  };
  for (const sentence of words) {
    const classes = new Set<CueClass | undefined>(sentence.map((_, index) => cueAt(sentence, index)));
    if (sentence.some((word) => /^(?:will|shall)$/.test(word.lower)))
      allow(['likely', 'very-likely', 'nearly-certain']);
    if (classes.has('conditional')) allow(['likely']);
    if (classes.has('probability')) termed = true;
    for (const [index, word] of sentence.entries()) {
      if (ANY.test(word.lower)) termed = true;
      if (ANY.test(word.lower)) allow(LIKELIHOODS);
      for (const [term, bands] of TERMS) {
        if (!term.test(word.lower)) continue;
        termed = true;
        const turned = sentence.slice(Math.max(0, index - 3), index).some((one) => one.lower === 'not');
        allow(turned ? ['unlikely', 'very-unlikely', 'remote', 'even-chance'] : bands);
      }
    }
  }
  if (sentences.some((sentence) => sentence.includes('%'))) allow(LIKELIHOODS);
  return { termed, allowed };
}
