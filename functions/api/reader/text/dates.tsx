import { dayLabel } from '../../../core/render/labels.ts';
import { singleLine } from './plain-text.ts';

/** The day of an article, or that it is undated, with the day of its receipt. */
export function DateOf({ datedAt, receivedAt }: { datedAt: string | null; receivedAt: string | null }) {
  // A day without its year is none that a machine could read.
  if (datedAt !== null) {
    return <time dateTime={/^\d/.test(datedAt) ? datedAt : undefined}>{singleLine(dayLabel(datedAt))}</time>;
  }
  return (
    <>
      <strong class="undated">undated</strong>
      {receivedAt !== null && <span class="aside"> (received {dayLabel(receivedAt)})</span>}
    </>
  );
}
