import { collapseSpace } from '../normalise.ts';

/** Marks of forwarding that mail programs put before a subject. */
const FORWARD = 'fwd?|fw|wg|tr|rv|vb|doorst|enc|i|ilt|pd|továbbítva|转发|轉寄|転送|전달';
/** Marks of an answer. */
const ANSWER = 're|aw|sv|vs|antw|r|res|rif|ynt|odp|回复|答复|回覆|返信|회신|답장';

const ANY_MARK = new RegExp(
  `^\\s{0,5}(?:\\[(?:external|ext|extern|extern[ao])\\]|(?:${FORWARD}|${ANSWER})(?:\\s?(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\^\\d{1,3}))?\\s{0,3}[:：])\\s{0,5}`,
  'iu',
);
const ANSWER_MARK = new RegExp(`^\\s{0,5}(?:${ANSWER})(?:\\s?\\[\\d{1,3}\\])?\\s{0,3}[:：]`, 'iu');
const FORWARD_MARK = new RegExp(`(?:^|[:：\\]]\\s{0,5})\\s{0,5}(?:${FORWARD})\\s{0,3}[:：]`, 'iu');
const MAX_MARKS = 20;

/** A subject as the title of an article: without "Fwd:", "AW:", "转发：" and the like. Null where nothing is left. */
export function articleSubject(subject: string | null | undefined): string | null {
  let title = collapseSpace((subject ?? '').slice(0, 2_000));
  for (let marks = 0; marks < MAX_MARKS && ANY_MARK.test(title); marks += 1) title = title.replace(ANY_MARK, '');
  return title.trim() || null;
}

/** Whether a subject says that the message was forwarded. */
export function saysForwarded(subject: string | null | undefined): boolean {
  return FORWARD_MARK.test((subject ?? '').slice(0, 200));
}

/** Whether a subject says that the message answers another. */
export function saysAnswer(subject: string | null | undefined): boolean {
  return ANSWER_MARK.test((subject ?? '').slice(0, 200));
}
