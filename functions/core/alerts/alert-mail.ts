import { writeHtmlPage } from '../render/digest-html.ts';
import { oneLine } from '../render/one-line.ts';
import { writeTextPage } from '../render/page-text.ts';
import { type AlertContent, composeAlert } from './alert-page.ts';

/** An e-mail in both of its forms. */
export interface Mail {
  /** One line. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What a subject holds at most: programs of e-mail cut it long before. */
const LONGEST_SUBJECT = 180;

/** A text as a subject: one line, cut where it is long. */
export function mailSubject(text: string): string {
  const line = oneLine(text);
  return line.length <= LONGEST_SUBJECT
    ? line
    : `${line.slice(0, LONGEST_SUBJECT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** @param base the address of the reader that links lead to, without a slash at its end. */
export function writeAlertMail(alert: AlertContent, base: string): Mail {
  const page = composeAlert(alert);
  return {
    subject: mailSubject(`Precis: ${alert.watch.name}: ${alert.story.title}`),
    html: writeHtmlPage(page, base),
    text: writeTextPage(page, base),
  };
}
