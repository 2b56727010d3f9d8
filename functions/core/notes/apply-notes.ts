import type { Brief, Evidence } from '../brief.ts';
import type { ItemList } from '../evidence.ts';
import { amendedItem, placedItem } from './desk-item.ts';
import { type AnyItem, type Desk, ITEM_LISTS, type Note } from './note.ts';
import { placeOf } from './quote-place.ts';
import { sameItemIn } from './same-item.ts';

/** An item on its way through the notes. */
interface Line {
  item: AnyItem;
  /** The last note that rejects it and is not taken back. */
  rejectedBy: Note | undefined;
  corrections: Desk['corrections'];
}

const LIST_OF_LETTER: Readonly<Record<string, ItemList>> = {
  m: 'measures',
  i: 'unresolvedIssues',
  r: 'risks',
  u: 'upsides',
};

function signed({ id, by, at, reason }: Note): { noteId: string; by: string; at: string; reason?: string } {
  return { noteId: id, by, at, ...(reason === undefined ? {} : { reason }) };
}

/** Each note once, in the order in which they were written. */
function inOrder(notes: readonly Note[]): Note[] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

class Application {
  readonly #brief: Brief;
  readonly #text: string | undefined;
  readonly #lines: Record<ItemList, Line[]>;
  readonly desk: Desk = { corrections: [], rejected: [], comments: [], assessments: [], unplaced: [] };

  constructor(brief: Brief, text: string | undefined) {
    this.#brief = brief;
    this.#text = text;
    const linesOf = (list: ItemList): Line[] =>
      brief[list].map((item) => ({ item, rejectedBy: undefined, corrections: [] }));
    this.#lines = {
      measures: linesOf('measures'),
      unresolvedIssues: linesOf('unresolvedIssues'),
      risks: linesOf('risks'),
      upsides: linesOf('upsides'),
    };
  }

  apply(note: Note): void {
    switch (note.action) {
      case 'accept':
        this.#onItem(note, note.item, (line) => this.#keep(line, note, line.item));
        break;
      case 'reject':
        this.#onItem(note, note.item, (line) => {
          line.rejectedBy = note;
        });
        break;
      case 'amend': {
        const evidence = this.#evidenceOf(note, note.value.quote);
        this.#onItem(note, note.item, (line, list) =>
          this.#keep(line, note, amendedItem(list, line.item, note.value, this.#brief, evidence)),
        );
        break;
      }
      case 'add':
        this.#add(note);
        break;
      case 'comment':
        this.#onItemOrBrief(note, note.item, (place) =>
          this.desk.comments.push({ ...signed(note), ...place, text: note.value.text }),
        );
        break;
      case 'assess':
        this.#onItemOrBrief(note, note.item, (place) =>
          this.desk.assessments.push({ ...signed(note), ...place, ...note.value }),
        );
        break;
    }
  }

  /** The brief without what was rejected, and who says so. */
  result(): { brief: Brief; desk: Desk } {
    const shown = (list: ItemList): AnyItem[] =>
      this.#lines[list].filter(({ rejectedBy }) => rejectedBy === undefined).map(({ item }) => item);
    for (const list of ITEM_LISTS) {
      for (const { item, rejectedBy, corrections } of this.#lines[list]) {
        if (rejectedBy === undefined) this.desk.corrections.push(...corrections);
        else this.desk.rejected.push({ ...signed(rejectedBy), list, item });
      }
    }
    const byNote = (a: { noteId: string }, b: { noteId: string }): number => (a.noteId < b.noteId ? -1 : 1);
    this.desk.corrections.sort(byNote);
    this.desk.rejected.sort(byNote);
    const kept = Object.fromEntries(ITEM_LISTS.map((list) => [list, shown(list)])) as Pick<Brief, ItemList>;
    const known = new Set([...kept.measures, ...kept.unresolvedIssues].map(({ id }) => id));
    const about = (list: 'risks' | 'upsides') =>
      kept[list].map((risk) => ({ ...risk, about: risk.about.filter((id) => known.has(id)) }));
    return { brief: { ...this.#brief, ...kept, risks: about('risks'), upsides: about('upsides') }, desk: this.desk };
  }

  #find(note: Note, id: string): { line: Line; list: ItemList } | undefined {
    const list = note.anchor?.list ?? LIST_OF_LETTER[id.charAt(0)];
    if (list === undefined) return undefined;
    const lines = this.#lines[list];
    const item = sameItemIn(
      lines.map((line) => line.item),
      id,
      note.anchor,
    );
    const line = lines.find((one) => one.item === item);
    return line === undefined ? undefined : { line, list };
  }

  #onItem(note: Note, id: string, act: (line: Line, list: ItemList) => void): void {
    const found = this.#find(note, id);
    if (found === undefined) this.desk.unplaced.push(note);
    else act(found.line, found.list);
  }

  #onItemOrBrief(note: Note, id: string | undefined, say: (place: { itemId?: string }) => void): void {
    if (id === undefined) say({});
    else this.#onItem(note, id, ({ item }) => say({ itemId: item.id }));
  }

  #keep(line: Line, note: Note & { action: 'accept' | 'amend' | 'add' }, item: AnyItem): void {
    const was = note.action === 'accept' ? {} : { was: line.item };
    line.corrections.push({ ...signed(note), action: note.action, itemId: item.id, ...was });
    line.item = item;
    line.rejectedBy = undefined;
  }

  #add(note: Note & { action: 'add' }): void {
    const { list, quote, ...value } = note.value;
    const evidence = this.#evidenceOf(note, quote);
    const anchor = { quotes: [quote], others: note.anchor?.others };
    const lines = this.#lines[list];
    const own =
      evidence === undefined || note.made === undefined
        ? undefined
        : placedItem(list, note.made, evidence, this.#brief);
    const found = sameItemIn(
      lines.map((line) => line.item),
      own?.id ?? '',
      anchor,
    );
    const line = lines.find(({ item }) => item === found);
    // What the desk added, the analyzer may find in a later version: then it is one item, with the desk's fields.
    if (line !== undefined) this.#keep(line, note, amendedItem(list, line.item, value, this.#brief));
    else if (own === undefined) this.desk.unplaced.push(note);
    else {
      const corrections = [{ ...signed(note), action: note.action, itemId: own.id }];
      lines.push({ item: own, rejectedBy: undefined, corrections });
    }
  }

  /** Where a note's quote stands in the text of this version, as far as that is known. */
  #evidenceOf(note: Note, quote: string | undefined): Evidence | undefined {
    if (quote === undefined) return undefined;
    if (note.evidence !== undefined && note.contentHash === this.#brief.article.contentHash) return note.evidence;
    return this.#text === undefined ? undefined : placeOf(this.#text, quote, this.#brief, note.evidence?.start);
  }
}

/** Whether some of the notes have a quote of another text than the brief's: `applyNotes` needs its text to place them. */
export function needsText(brief: Brief, notes: readonly Note[]): boolean {
  return notes.some(({ evidence, contentHash }) => evidence !== undefined && contentHash !== brief.article.contentHash);
}

/**
 * Applies what a desk noted to a brief, of whichever version: items that somebody rejected are in no list, amended ones
 * have the desk's fields, added ones come last in their list. A note's item is found by its id, else by its quotes; a note
 * whose item or quote this version lacks is `unplaced`. Of two notes on one item the later counts, field by field; to
 * accept or amend a rejected item brings it back. What counts items (`sourcing`, `coverage`) and what cites them (headline,
 * summary) stays the analyzer's.
 *
 * Pure; the order of `notes` makes no difference, and to apply them to the result again changes nothing of the brief.
 *
 * @param text of the brief's article: needed where `needsText` says so, else a quote of another text is `unplaced`.
 * @returns `desk` undefined where there is no note.
 */
export function applyNotes(
  brief: Brief,
  notes: readonly Note[],
  text?: string,
): { brief: Brief; desk: Desk | undefined } {
  if (notes.length === 0) return { brief, desk: undefined };
  const application = new Application(brief, text);
  for (const note of inOrder(notes)) application.apply(note);
  return application.result();
}
