import model from 'wink-eng-lite-web-model';
import type { ItsFunction, Model } from 'wink-nlp';
import wink from 'wink-nlp';

/** What the tagger says of a stretch of text: its tokens, their universal part of speech and their lemma. */
export interface Tagged {
  values: string[];
  tags: string[];
  lemmas: string[];
}

export type Tagger = (words: string) => Tagged;

/** A list of features that the tagger extends by every word it has not met before. */
interface Feature {
  list: string[];
  hash: Record<string, number>;
  index: number;
  intrinsicSize: number;
}

/** The language model with its parts made once, the features that grow, and the words that it was made with. */
interface Loaded {
  model: Model;
  growing: Feature[];
  words: Feature;
}

/** The parts of the model, as the tagger asks for them. */
type Parts = Record<'core' | 'sbd' | 'pos' | 'negation' | 'metaCER', () => unknown>;

const NO_RULES = { machines: [], transformers: [] };

let loaded: Loaded | undefined;

/**
 * A tagger that has met no words yet, for one document. A tagger cuts and tags a text differently once it has met some
 * of its words before; only a new one reads the same text in the same way whatever was read before it. The language
 * model is loaded by the first call (about 60 ms); a further tagger costs a fraction of a millisecond, and ends the
 * use of the one before.
 */
export function newTagger(): Tagger {
  loaded ??= load();
  for (const feature of loaded.growing) forget(feature);
  const nlp = wink(loaded.model, ['sbd', 'pos']);
  const { pos, lemma } = nlp.its;
  return (words) => {
    const tokens = nlp.readDoc(words).tokens();
    return { values: tokens.out(), tags: tokens.out(pos), lemmas: tokens.out(lemma as ItsFunction<string>) };
  };
}

/**
 * Whether a word is one of the language: the tagger's model was made with it in small letters. Names seldom are.
 * @param word in lower case.
 */
export function isCommonWord(word: string): boolean {
  loaded ??= load();
  const { hash, intrinsicSize } = loaded.words;
  return Object.hasOwn(hash, word) && (hash[word] ?? intrinsicSize) < intrinsicSize;
}

/** Takes the words that were met out of a feature. */
function forget(feature: Feature): void {
  for (const word of feature.list.splice(feature.intrinsicSize)) delete feature.hash[word];
  feature.index = feature.intrinsicSize;
}

function load(): Loaded {
  const parts = model as unknown as Parts;
  const core = parts.core() as { features: Record<string, Partial<Feature>> };
  const [sbd, pos, negation, metaCER] = [parts.sbd(), parts.pos(), parts.negation(), parts.metaCER()];
  const own = {
    ...model,
    core: () => core,
    sbd: () => sbd,
    pos: () => pos,
    negation: () => negation,
    // Entities and sentiment are never asked for, and their rules are most of what a tagger takes to make.
    ner: () => NO_RULES,
    sa: () => negation,
    metaCER: () => metaCER,
  };
  const growing = Object.values(core.features).filter(isGrowing);
  const words = core.features.lexeme;
  if (words === undefined || !isGrowing(words)) throw new Error('The language model holds no list of words.');
  return { model: own as unknown as Model, growing, words };
}

function isGrowing(feature: Partial<Feature>): feature is Feature {
  return feature.hash !== undefined && feature.intrinsicSize !== undefined;
}
