import type { Document } from './model.ts';

/** Whether the rules of English apply: the article is English, or its language cannot be told. */
export function isEnglish(document: Document): boolean {
  return /^(?:en|und)(?:-|$)/.test(document.language);
}
