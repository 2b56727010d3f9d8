import { useState } from 'preact/hooks';
import type { AheadEvent } from '../../../core/ledger/calendar.ts';
import type { LedgerLine } from '../../../core/ledger/ledger-line.ts';
import { eventDay } from '../../../core/render/digest-page.ts';
import { usePaged } from '../app/paged.ts';
import { useServices } from '../app/services.ts';
import { Citation } from '../text/citation.tsx';
import { Line } from '../text/line.tsx';
import { counted } from '../text/vocabulary.ts';
import { NotLoaded } from './not-loaded.tsx';
import { ChangeLine } from './story-changes.tsx';

/** Dates that are shown before somebody asks for all. */
const EVENTS = 5;

/** What lies ahead in the next 14 days, by a request of its own. */
export function Ahead({ watchId }: { watchId: string | undefined }) {
  const { client } = useServices();
  const calendar = usePaged(`ahead ${watchId ?? ''}`, () => client.getCalendar({ watch: watchId }));
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? calendar.items : calendar.items.slice(0, EVENTS);
  return (
    <section class="coming" aria-labelledby="coming-title">
      <h3 id="coming-title">Ahead, the next 14 days</h3>
      {calendar.state === 'loading' && <p class="aside">…</p>}
      {calendar.state === 'failed' && <NotLoaded what="What lies ahead" error={calendar.error} again={calendar.more} />}
      {calendar.state === 'ready' && calendar.items.length === 0 && <p class="aside">Nothing dated.</p>}
      <ul>
        {shown.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ul>
      {shown.length < calendar.items.length && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          {counted(calendar.items.length - shown.length, 'more date')}
        </button>
      )}
    </section>
  );
}

function EventLine({ event }: { event: AheadEvent }) {
  return (
    <li class="change">
      <p>
        <strong>{eventDay(event)}</strong>
        {event.kind === 'deadline' && ', deadline'}: <Line text={event.text} />
      </p>
      <Citation cited={event} {...(event.itemId === undefined ? {} : { itemId: event.itemId })} says={event.text} />
    </li>
  );
}

/** Issues that went quiet, folded away. */
export function Quiet({ lines }: { lines: readonly LedgerLine[] }) {
  if (lines.length === 0) return null;
  return (
    <details class="gone-quiet">
      <summary>Gone quiet ({lines.length})</summary>
      <ul class="lines">
        {lines.map((line) => (
          <ChangeLine key={line.id} line={line} />
        ))}
      </ul>
    </details>
  );
}
