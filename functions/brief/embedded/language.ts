import type { Document } from './model.ts';

/** Whether the rules of English apply: the article is English, or its language cannot be told and may be. */
export function isEnglish({ english }: Document): boolean {
  return english;
}

const FUNCTION_WORDS = /\b(?:the|of|and|to|in|an?|is|are|was|were|for|on|has|have|had|by|with|at|from|that|said)\b/g;
/** A text of fewer words need not have a function word. */
const SHORT = 10;
const LEAST_SHARE = 0.06;

/**
 * Whether a text is to be read as English.
 * @param language as the parser tells it; where it cannot (`und`), the text's script and its small words decide.
 */
export function isReadAsEnglish(language: string, text: string): boolean {
  if (!/^(?:en|und)(?:-|$)/.test(language)) return false;
  if (language.startsWith('en')) return true;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin < letters / 2) return false;
  const words = text.match(/\p{L}+/gu)?.length ?? 0;
  return words < SHORT || (text.toLowerCase().match(FUNCTION_WORDS)?.length ?? 0) >= words * LEAST_SHARE;
}
