import type { Evidence } from '../../core/brief.ts';
import { holds, names, type PartyForms } from './party-names.ts';
import type { Source } from './reading.ts';

/** A name, or the letter of an answer, that opens its paragraph and is closed by a colon or a bracket. */
const LABEL =
  /^(?:\*{1,2})?(Q|A|Question|Answer|\p{Lu}[\p{L}\p{M}.'’-]{1,24}(?: (?:\p{Lu}[\p{L}\p{M}.'’-]{0,24}|of|de|van|von|bin|al)){0,4})(?:\*{1,2})? ?[:.)](?:\*{1,2})?\s/u;
const ANSWER = /^(?:A|Answer)$/;
const QUESTION = /(?:^|\n\n)(?:\*{1,2})?(?:Q|Question) ?[:.)]/;
/** How many paragraphs an answer may have. */
const LONGEST_ANSWER = 8;

/** The label under which a stretch of an interview stands: of its own paragraph, or of one before it. */
function labelOver(text: string, offset: number): string | undefined {
  let end = offset;
  for (let paragraph = 0; paragraph < LONGEST_ANSWER && end >= 0; paragraph++) {
    const start = text.lastIndexOf('\n\n', end - 1);
    const from = start < 0 ? 0 : start + 2;
    const found = LABEL.exec(text.slice(from, from + 160));
    if (found?.[1] !== undefined) return found[1];
    end = start;
  }
  return undefined;
}

/**
 * Whether a speaker's label stands over a quote: the name itself, or "A" in an interview whose title or introduction
 * names the speaker.
 */
export function answers(source: Source, name: string, evidence: Evidence, forms: PartyForms | undefined): boolean {
  const label = labelOver(source.text, evidence.start);
  if (label === undefined) return false;
  const isNamedIn = (stretch: string): boolean => {
    const plain = source.plain(stretch);
    return holds(plain, source.plain(name)) || (forms !== undefined && names(forms, plain));
  };
  if (!ANSWER.test(label)) return isNamedIn(label);
  const first = QUESTION.exec(source.text);
  return first !== null && (isNamedIn(source.front.title ?? '') || isNamedIn(source.text.slice(0, first.index)));
}
