/** The parts of wink-nlp from which `tagger.ts` makes a tagger; the package has types for the whole only. */

declare module 'wink-nlp/src/cache.js' {
  /** What a tagger knows of words; words it has not met are added as they are read. */
  export interface Cache {
    lookup(text: string): number[] | null;
    value(index: number): string;
  }
  export default function makeCache(core: object, featureFn: unknown): Cache;
}

declare module 'wink-nlp/src/compile-trex.js' {
  export default function compile(expressions: object): object;
}

declare module 'wink-nlp/src/constants.js' {
  const constants: { tkSize: number; bits4lemma: number; xnMask: number; psMask: number };
  export default constants;
}

declare module 'wink-nlp/src/dd-wrapper.js' {
  import type { Cache } from 'wink-nlp/src/cache.js';

  /** A text while it is read. Each token is four numbers: its word, the spaces before it, its part of speech, its flags. */
  export interface Read {
    cache: Cache;
    tokens: number[];
    numOfTokens: number;
    nonBreakingSpaces: Record<number, string>;
  }
  export default function wrap(read: Read): object;
}

declare module 'wink-nlp/src/tokenizer.js' {
  export default function makeTokenizer(
    expressions: object,
    categories: object,
    preserve: object,
  ): (wrapped: object, text: string) => void;
}

declare module 'wink-nlp/src/tokens-mappers.js' {
  import type { Read } from 'wink-nlp/src/dd-wrapper.js';

  const mappers: Record<'mapRawTokens2UIdOfNormal' | 'mapRawTokens2UIdOfDefaultPOS', (read: Read) => number[]>;
  export default mappers;
}

declare module 'wink-nlp/src/automaton.js' {
  import type { Cache } from 'wink-nlp/src/cache.js';

  export interface Automaton {
    importJSON(machine: string): void;
    recognize(tags: number[], transform: unknown, tokens: number[]): unknown[];
  }
  export default function makeAutomaton(cache: Cache, ignored: string): Automaton;
}

declare module 'wink-nlp/src/its.js' {
  import type { Read } from 'wink-nlp/src/dd-wrapper.js';

  const its: Record<'value' | 'pos' | 'lemma', (index: number, read: Read, addons?: unknown) => string>;
  export default its;
}
