import type { LedgerLine, Telling } from '../ledger/ledger-line.ts';
import { pathOf, voiceOf } from '../render/digest-page.ts';
import type { AlertContent } from './alert-page.ts';

/** The `type` of what a webhook is sent. */
const WEBHOOK_TYPE = 'story.changed';

function endOf(line: LedgerLine, telling: Telling, base: string): object {
  const { briefId, version, itemId, headline, source, datedAt, receivedAt, text, status, certainty, evidence } =
    telling;
  return {
    quote: evidence[0]?.quote ?? '',
    status,
    saidBy: voiceOf(line, telling),
    text,
    source,
    datedAt,
    receivedAt,
    headline,
    certainty,
    briefId,
    version,
    itemId,
    link: base + pathOf({ briefId, itemId }),
  };
}

/**
 * An alert as a webhook is sent it: `type`, `timestamp` and `data`, as Standard Webhooks asks ("Payload structure"). It is
 * the same, byte for byte, each time that the message is sent, as long as the ledger says the same.
 * @param base the address of the reader, without a slash at its end.
 * @returns JSON.
 */
export function writeWebhookBody({ messageId, watch, story, lines, madeAt }: AlertContent, base: string): string {
  return JSON.stringify({
    type: WEBHOOK_TYPE,
    timestamp: madeAt,
    data: {
      id: messageId,
      watch: { id: watch.id, name: watch.name },
      story: {
        id: story.id,
        title: story.title,
        articles: story.briefIds.length,
        outlets: story.outlets,
        independent: story.independent,
      },
      lines: lines.map((line) => ({
        id: line.id,
        kind: line.kind,
        list: line.list,
        subject: line.subject,
        parties: line.parties,
        type: line.type,
        from: line.from && endOf(line, line.from, base),
        to: endOf(line, line.to, base),
        outlets: line.outlets,
        independent: line.independent,
        days: line.days,
        knownAt: line.knownAt,
      })),
    },
  });
}
