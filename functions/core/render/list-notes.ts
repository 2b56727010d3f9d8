import type { Brief } from '../brief.ts';

/** A list whose notes say why it is empty. */
export type NotedList = 'measures' | 'unresolvedIssues' | 'risks';

/** How the notes of analyzers and of the gate on one list begin. */
const ABOUT: Record<NotedList, RegExp> = {
  measures: /^No (?:measure|step)\b/,
  unresolvedIssues: /^No open (?:issue|matter)\b/,
  risks: /^No risk\b/,
};

const NONE: Record<NotedList, string> = {
  measures: 'No measure is told',
  unresolvedIssues: 'No open issue is told',
  risks: 'No risk is voiced',
};

/** Remarks on the whole article. Those on one list stand where it is empty. */
export function remarksOf({ analysis }: Brief): string[] {
  return analysis.notes.filter((note) => !Object.values(ABOUT).some((list) => list.test(note)));
}

/** Whether nothing but names was read, as in an article of another language: its empty lists say nothing of it. */
export function isNamesOnly({ analysis }: Brief): boolean {
  return analysis.notes.some((note) => note.endsWith(': names only.'));
}

/** Why a list is empty. */
export function whyEmpty(brief: Brief, list: NotedList): string {
  const notes = brief.analysis.notes.filter((note) => ABOUT[list].test(note));
  if (notes.length > 0) return notes.join(' ');
  if (isNamesOnly(brief)) return 'Not looked for: only names were read.';
  const { sentences } = brief.coverage;
  return `${NONE[list]} in ${sentences} ${sentences === 1 ? 'sentence' : 'sentences'}.`;
}
