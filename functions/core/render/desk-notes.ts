import type { Brief } from '../brief.ts';
import { ITEM_LISTS } from '../notes/item-lists.ts';
import type { AnyItem, Desk } from '../notes/note.ts';
import { dayLabel, likelihoodLabel, stateLabel, statusLabel } from './labels.ts';
import { oneLine } from './one-line.ts';
import type { Inline, Line, Section } from './page.ts';

/** What a desk noted, as a page shows it: beside the items that it corrected, and apart from the article what it thinks. */

function words(text: string): Inline {
  return { kind: 'words', text };
}

/** Names, reasons and comments are texts of others, as the article's are. */
function said(text: string): Inline {
  return { kind: 'text', text: oneLine(text) };
}

function joined(lines: readonly Line[], separator: string): Line {
  return lines.flatMap((line, index) => (index === 0 ? line : [words(separator), ...line]));
}

/** The names under some notes, each once. */
function namesOf(notes: readonly { by: string }[]): Line {
  const names = [...new Set(notes.map(({ by }) => by))];
  return joined(
    names.map((name) => [said(name)]),
    ', ',
  );
}

function textOf(item: AnyItem): string {
  if ('statement' in item) return item.statement;
  return item.description;
}

/** What an item was before, as far as it shows: its status and the like, who does it to whom, what is said of it. */
function differences(was: AnyItem, now: AnyItem, brief: Brief): Line[] {
  const nameOf = (id: string): string => brief.parties.find((party) => party.id === id)?.name ?? id;
  const lines: Line[] = [];
  const compare = (before: string | undefined, after: string | undefined, line: Line): void => {
    if (before !== undefined && before !== after) lines.push(line);
  };
  const parties = (title: string, before: readonly string[], after: readonly string[]): void => {
    const names = before.length === 0 ? 'nobody' : before.map(nameOf).join(', ');
    compare(before.join(), after.join(), [words(`${title}: `), said(names)]);
  };
  if ('status' in was && 'status' in now) {
    compare(was.status, now.status, [words(statusLabel(was.status).toLowerCase())]);
    compare(was.type, now.type, [words(was.type)]);
    parties('by', was.actors, now.actors);
    parties('aimed at', was.targets, now.targets);
  }
  if ('state' in was && 'state' in now) {
    compare(was.state, now.state, [words(stateLabel(was.state))]);
    compare(was.topic, now.topic, [words('“'), said(was.topic), words('”')]);
    parties('parties', was.parties, now.parties);
  }
  if ('likelihood' in was && 'likelihood' in now) {
    compare(was.likelihood, now.likelihood, [words(likelihoodLabel(was.likelihood))]);
    parties('parties', was.parties, now.parties);
  }
  compare(textOf(was), textOf(now), [words('“'), said(textOf(was)), words('”')]);
  return lines;
}

/** "corrected by …, was …" of an item; nothing where nobody corrected or confirmed it. */
export function correctionOf(item: AnyItem, desk: Desk | undefined, brief: Brief): Line {
  const own = desk?.corrections.filter(({ itemId }) => itemId === item.id) ?? [];
  if (own.length === 0) return [];
  const changes = own.filter(({ action }) => action !== 'accept');
  const reasons = own.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  const because: Line = reasons.length === 0 ? [] : [words('. Reason: '), said(reasons.join(' '))];
  if (changes.length === 0) return [words('confirmed by '), ...namesOf(own), ...because];
  const was = changes.find((change) => change.was !== undefined)?.was;
  const verb = was === undefined ? 'added by ' : 'corrected by ';
  const before = was === undefined ? [] : differences(was, item, brief);
  const told: Line = before.length === 0 ? [] : [words(', was '), ...joined(before, '; ')];
  return [words(verb), ...namesOf(changes), ...told, ...because];
}

/** The same in brackets, behind an item. */
export function deskMark(item: AnyItem, desk: Desk | undefined, brief: Brief): Line {
  const line = correctionOf(item, desk, brief);
  return line.length === 0 ? [] : [words(' ('), ...line, words(')')];
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? one : `${number} ${many}`;
}

type Assessment = Desk['assessments'][number];

function assessmentLine({ by, at, reason, likelihood, impact, comment }: Assessment, about: Line): Line {
  const parts: Line[] = [];
  if (likelihood !== undefined) parts.push([words(`likelihood: ${likelihoodLabel(likelihood)}`)]);
  if (impact !== undefined) parts.push([words('impact: '), said(impact)]);
  if (comment !== undefined) parts.push([said(comment)]);
  if (reason !== undefined) parts.push([said(reason)]);
  return [...about, ...joined(parts, '; '), words(' — '), said(by), words(`, ${dayLabel(at)}`)];
}

/**
 * What a desk thinks of an article, apart from what the article says; how many items it rejected, which are not shown; and
 * notes on passages that this version does not have. No section where there is nothing of it.
 */
export function deskSections(desk: Desk | undefined, brief: Brief): Section[] {
  if (desk === undefined) return [];
  const items = new Map(ITEM_LISTS.flatMap((list) => [...brief[list]] as AnyItem[]).map((item) => [item.id, item]));
  const about = (id: string | undefined): Line => {
    const item = id === undefined ? undefined : items.get(id);
    return item === undefined ? [] : [words('On “'), said(textOf(item)), words('”: ')];
  };
  const lines = [
    ...desk.assessments.map((one) => ({ id: one.noteId, line: assessmentLine(one, about(one.itemId)) })),
    ...desk.comments.map(({ noteId: id, by, at, text, itemId }) => ({
      id,
      line: [...about(itemId), said(text), words(' — '), said(by), words(`, ${dayLabel(at)}`)],
    })),
  ];
  const hidden: Line[] = [];
  if (desk.rejected.length > 0) {
    const items = count(desk.rejected.length, 'One item is', 'items are');
    hidden.push([words(`${items} not shown: rejected by `), ...namesOf(desk.rejected), words('.')]);
  }
  if (desk.unplaced.length > 0) {
    const notes = count(desk.unplaced.length, 'One note is', 'notes are');
    hidden.push([words(`${notes} on a passage that this version does not have.`)]);
  }
  if (lines.length === 0 && hidden.length === 0) return [];
  return [
    {
      title: 'What the desk says, not the article',
      blocks: [
        ...(lines.length === 0 ? [] : [{ kind: 'list' as const, items: lines }]),
        ...hidden.map((line) => ({ kind: 'paragraph' as const, line })),
      ],
    },
  ];
}
