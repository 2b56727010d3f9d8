import type { Changes, LedgerLine, StoryChanges, Telling } from '../../functions/core/ledger/ledger-line.ts';
import { outletsOf, statusWords, voiceOf } from '../../functions/core/render/digest-page.ts';
import { dayLabel } from '../../functions/core/render/labels.ts';
import { counted, printableLine } from './terminal.ts';

const KIND_WIDTH = 12;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const WEEK_MS = 7 * 86_400_000;

export interface ChangesPageOptions {
  /** Below each line the quotes of both its ends, with what they are quoted from. */
  quotes: boolean;
}

/** The day of a telling in few letters: its weekday within the last week, else its date. */
function dayOf({ datedAt }: Telling, until: string): string {
  const time = Date.parse(datedAt?.slice(0, 10) ?? '');
  if (datedAt === null || Number.isNaN(time)) return 'undated';
  const isRecent = time <= Date.parse(until) && Date.parse(until) - time < WEEK_MS;
  return isRecent ? (WEEKDAYS[new Date(time).getUTCDay()] ?? '') : datedAt.slice(0, 10);
}

/** Where a telling is quoted from: `[Tue ¶4]`. */
function placeOf(telling: Telling, until: string): string {
  const paragraph = (telling.evidence[0]?.paragraph ?? 0) + 1;
  return `[${dayOf(telling, until)} ¶${paragraph}]`;
}

/** How many outlets tell it, where that is more than the one that is cited. */
function severalOutlets(line: LedgerLine): string[] {
  return line.outlets > 1 ? [outletsOf(line)] : [];
}

/** The longest subject; the quotes have all of it. */
const SUBJECT_LENGTH = 80;

function shortened(text: string): string {
  if (text.length <= SUBJECT_LENGTH) return text;
  const cut = text.slice(0, SUBJECT_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).replace(/[\s,;:]+$/u, '')}…`;
}

/** What changed, without its subject: the words of its statuses, and where they are told. */
function changeWords(line: LedgerLine, until: string): string[] {
  const { kind, from, to } = line;
  const now = statusWords(to);
  const places = [...(from === undefined ? [] : [placeOf(from, until)]), placeOf(to, until)];
  const voice = voiceOf(line, to);
  switch (kind) {
    case 'new':
      return [now, ...places, voice, ...severalOutlets(line)];
    case 'moved':
      return [
        `${from === undefined ? '' : `${statusWords(from)} → `}${now}`,
        places.join(' → '),
        voice,
        ...severalOutlets(line),
      ];
    case 'repeated':
      return [now, outletsOf(line), places.join(' … ')];
    case 'contradicted': {
      const other = from === undefined ? '' : `${statusWords(from)} (${voiceOf(line, from)}) / `;
      return [`${other}${now} (${voice})`, places.join(' / ')];
    }
    case 'quiet':
      return [`${now}, not told for ${counted(line.days ?? 0, 'day')}`, ...places, voice];
  }
}

/** A quote with its outlet, its day and the address of its item. */
function quoteLine({ evidence, source, datedAt, briefId, itemId }: Telling): string {
  const outlet = source ?? 'outlet unknown';
  const dated = datedAt === null ? 'undated' : dayLabel(datedAt);
  const quote = evidence[0]?.quote ?? '';
  return `${' '.repeat(KIND_WIDTH + 4)}“${quote}” — ${outlet}, ${dated}  ${briefId}#${itemId}`;
}

function linesOf(line: LedgerLine, until: string, { quotes }: ChangesPageOptions): string[] {
  const told = [shortened(line.subject), ...changeWords(line, until)].join('   ');
  const ends = [...(line.from === undefined ? [] : [line.from]), line.to];
  return [`  ${line.kind.padEnd(KIND_WIDTH)}  ${told}`, ...(quotes ? ends.map(quoteLine) : [])];
}

function storyLines({ story, lines }: StoryChanges, until: string, options: ChangesPageOptions): string[] {
  const { title, briefIds, outlets, independent } = story;
  const size = `${counted(briefIds.length, 'article')} · ${counted(outlets, 'outlet')} · ${independent} independent`;
  return [`${title}   ${size}`, ...lines.flatMap((line) => linesOf(line, until, options))];
}

/**
 * What changed, as lines for a terminal: each story with its articles and outlets, and below it a line a change. Nothing that
 * articles bring in can be a line of its own or move the cursor.
 */
export function changesPage({ items, until }: Changes, options: ChangesPageOptions): string {
  const stories = items.map((story) => storyLines(story, until, options).map((line) => `${printableLine(line)}\n`));
  return stories.map((lines) => lines.join('')).join('\n');
}
