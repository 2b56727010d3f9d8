import type { Brief } from '../../core/brief.ts';
import type { Desk, Note } from '../../core/notes/note.ts';
import type { ApiContext } from '../context.ts';

/** A brief with the key of the staged text that it quotes. */
export interface NotedBrief {
  readonly brief: Brief;
  readonly articleKey: string;
}

/** What is shown of a brief. */
export interface Corrected {
  readonly brief: Brief;
  readonly desk: Desk | undefined;
}

/** A brief with its notes. The text of the article is read where a note has a quote of another text, and for nothing else. */
export async function corrected(
  { brief, articleKey }: NotedBrief,
  notes: readonly Note[],
  { readArticle }: ApiContext,
): Promise<Corrected> {
  if (notes.length === 0) return { brief, desk: undefined };
  const { applyNotes, needsText } = await import('../../core/notes/apply-notes.ts');
  const article = needsText(brief, notes) ? await readArticle?.(articleKey) : undefined;
  return applyNotes(brief, notes, article?.text);
}
