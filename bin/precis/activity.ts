import * as z from 'zod';
import { printableLine } from './terminal.ts';

/** The lines that the functions log of each file; all else in their logs is passed over. */
const LogLine = z.object({
  message: z.enum(['received', 'briefed', 'rejected', 'removed']),
  key: z.string(),
  articleId: z.string().optional(),
  reason: z.string().optional(),
  outcome: z.string().optional(),
  duplicateOf: z.string().optional(),
  bytes: z.number().optional(),
  parties: z.number().optional(),
  measures: z.number().optional(),
  issues: z.number().optional(),
  risks: z.number().optional(),
});

const NAME_WIDTH = 36;

function plural(count: number | undefined, one: string, many: string): string {
  return `${count ?? 0} ${count === 1 ? one : many}`;
}

function size(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  return bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
}

/**
 * What a person reads of a line of a function's log: that a file was received, briefed, rejected or removed.
 * @param time as it stands before the line.
 * @returns undefined for a line about anything else.
 */
export function describeActivity(logLine: string, apiUrl: string, time: string): string | undefined {
  if (!logLine.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(logLine);
  } catch {
    return undefined;
  }
  const parsed = LogLine.safeParse(value);
  if (!parsed.success) return undefined;
  const line = parsed.data;
  // A brief, or its refusal, that is told again, or that a newer version or a removal has overtaken, is no news.
  const isOfBrief = line.message === 'briefed' || (line.message === 'rejected' && line.outcome !== undefined);
  if (isOfBrief && line.outcome !== 'stored') return undefined;
  const details = {
    received: size(line.bytes),
    removed: '',
    rejected: line.reason ?? '',
    briefed: [
      plural(line.parties, 'party', 'parties'),
      plural(line.measures, 'measure', 'measures'),
      `${line.issues ?? 0} open`,
      plural(line.risks, 'risk', 'risks'),
    ].join(' · '),
  }[line.message];
  const address = line.message === 'briefed' ? `   ${apiUrl}/b/${line.articleId}` : '';
  const copy = line.duplicateOf === undefined ? '' : `   (the same text as ${line.duplicateOf}: lists show that one)`;
  const name = printableLine(line.key.replace(/^in\//, ''));
  return `${time}  ${line.message.padEnd(8)}  ${name.padEnd(NAME_WIDTH)}  ${printableLine(details)}${address}${copy}`.trimEnd();
}
