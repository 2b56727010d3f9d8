import { type Mail, mailSubject } from '../alerts/alert-mail.ts';
import type { Digest } from '../ledger/digest.ts';
import { writeHtmlPage } from './digest-html.ts';
import { changesIn, composeDigest, counted } from './digest-page.ts';
import { dayLabel } from './labels.ts';
import { writeTextPage } from './page-text.ts';

/**
 * A digest as an e-mail. The subject says the day and how much changed, or that nothing did.
 * @param day the day that it is sent for, where it is read: `2026-03-04`.
 * @param base the address of the reader that links lead to, without a slash at its end.
 */
export function writeDigestMail(digest: Digest, day: string, base: string): Mail {
  const page = composeDigest(digest);
  const changes = changesIn(digest);
  const { ahead, unread } = digest;
  const counts = [
    changes === 0 ? 'nothing new' : counted(changes, 'change'),
    ...(ahead.items.length === 0 ? [] : [counted(ahead.items.length, 'date ahead', 'dates ahead')]),
    ...(unread.items.length === 0 ? [] : [`${counted(unread.items.length, 'file')} not read`]),
  ];
  return {
    subject: mailSubject(`Precis, ${dayLabel(day)}: ${counts.join(', ')}`),
    html: writeHtmlPage(page, base),
    text: writeTextPage(page, base),
  };
}
