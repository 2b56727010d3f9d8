import model from 'wink-eng-lite-web-model';
import makeAutomaton, { type Automaton } from 'wink-nlp/src/automaton.js';
import makeCache from 'wink-nlp/src/cache.js';
import compile from 'wink-nlp/src/compile-trex.js';
import constants from 'wink-nlp/src/constants.js';
import wrap, { type Read } from 'wink-nlp/src/dd-wrapper.js';
import its from 'wink-nlp/src/its.js';
import makeTokenizer from 'wink-nlp/src/tokenizer.js';
import mappers from 'wink-nlp/src/tokens-mappers.js';

/** What the tagger says of a stretch of text: its tokens, their universal part of speech and their lemma. */
export interface Tagged {
  values: string[];
  tags: string[];
  lemmas: string[];
}

export type Tagger = (words: string) => Tagged;

/** The words of the language model, which the tagger extends by every word that it has not met before. */
interface Words {
  list: string[];
  hash: Record<string, number>;
  index: number;
  intrinsicSize: number;
}

/** The language model as the package holds it. */
interface Core {
  features: { lexeme: Words };
  /** How features of words are stored; `efList` names those that are worked out for words that are met. */
  packing: { efList: string[] };
  trex: object;
  tcat: { hash: object };
  preserve: object;
}

/** How the language model tells the part of speech of a word by those around it. */
interface PartOfSpeechRules {
  machines: string[];
  transformers: unknown[];
  setter: (read: Read, tags: number[], tkSize: number, bits4lemma: number) => void;
  updater: (found: unknown[], cache: Read['cache'], tags: number[], normals: number[]) => void;
}

/** The parts of the package that are made once. */
interface Loaded {
  core: Core;
  tokenize: (wrapped: object, text: string) => void;
  rules: PartOfSpeechRules;
  automata: Automaton[];
}

const { core, pos, featureFn, addons } = model as unknown as {
  core: () => Core;
  pos: () => PartOfSpeechRules;
  featureFn: unknown;
  addons: unknown;
};
const { tkSize, bits4lemma, psMask } = constants;

let loaded: Loaded | undefined;

/**
 * A tagger that has met no words yet, for one document. A tagger cuts and tags a text differently once it has met some
 * of its words before; only a new one reads the same text in the same way whatever was read before it. The language
 * model is loaded by the first call (about 60 ms); a further tagger costs next to nothing, and ends the use of the one
 * before.
 *
 * It does what wink-nlp's `readDoc` does for parts of speech, with what does not depend on the text made once.
 */
export function newTagger(): Tagger {
  loaded ??= load();
  const { tokenize, rules, automata } = loaded;
  forgetMet(loaded.core.features.lexeme);
  const cache = makeCache(loaded.core, featureFn);
  const read: Read = { cache, tokens: [], numOfTokens: 0, nonBreakingSpaces: {} };
  const wrapped = wrap(read);
  const lemmaOf = lemmasOf(read);
  return (words) => {
    const { tokens } = read;
    tokens.length = 0;
    tokenize(wrapped, words);
    const count = tokens.length / tkSize;
    read.numOfTokens = count;
    const normals = mappers.mapRawTokens2UIdOfNormal(read);
    const tagged = mappers.mapRawTokens2UIdOfDefaultPOS(read);
    for (const automaton of automata) {
      rules.updater(automaton.recognize(tagged, rules.transformers[0], tokens), cache, tagged, normals);
    }
    rules.setter(read, tagged, tkSize, bits4lemma);
    const said: Tagged = { values: [], tags: [], lemmas: [] };
    for (let index = 0; index < count; index += 1) {
      const tag = its.pos(index, read);
      said.values.push(its.value(index, read));
      said.tags.push(tag);
      said.lemmas.push(lemmaOf(index, tag));
    }
    return said;
  };
}

/** The lemma of a token, worked out once for each word and part of speech. */
function lemmasOf(read: Read): (index: number, tag: string) => string {
  const known = new Map<string, Map<number, string>>();
  return (index, tag) => {
    // A part of a contraction ("n't") is told by its place in the contraction, not by its word.
    if ((read.tokens[index * tkSize + 1] ?? 0) > psMask) return its.lemma(index, read, addons);
    const word = read.tokens[index * tkSize] ?? 0;
    let ofTag = known.get(tag);
    if (ofTag === undefined) {
      ofTag = new Map();
      known.set(tag, ofTag);
    }
    let lemma = ofTag.get(word);
    if (lemma === undefined) {
      lemma = its.lemma(index, read, addons);
      ofTag.set(word, lemma);
    }
    return lemma;
  };
}

/**
 * Whether a word is one of the language: the tagger's model was made with it in small letters. Names seldom are.
 * @param word in lower case.
 */
export function isCommonWord(word: string): boolean {
  loaded ??= load();
  const { hash, intrinsicSize } = loaded.core.features.lexeme;
  return Object.hasOwn(hash, word) && (hash[word] ?? intrinsicSize) < intrinsicSize;
}

/** Takes the words that were met out of those of the language. */
function forgetMet(words: Words): void {
  for (const word of words.list.splice(words.intrinsicSize)) delete words.hash[word];
  words.index = words.intrinsicSize;
}

function load(): Loaded {
  const whole = core();
  // Shape, prefix and suffix of a word are never asked for.
  const own: Core = { ...whole, packing: { ...whole.packing, efList: ['pos'] } };
  const rules = pos();
  const cache = makeCache(own, featureFn);
  const automata = rules.machines.map((machine) => {
    const automaton = makeAutomaton(cache, cache.value(0));
    automaton.importJSON(machine);
    return automaton;
  });
  const tokenize = makeTokenizer(compile(own.trex), own.tcat.hash, own.preserve);
  return { core: own, tokenize, rules, automata };
}
