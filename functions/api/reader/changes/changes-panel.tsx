import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../../../client/client.ts';
import type { Changes } from '../../../core/ledger/ledger-line.ts';
import { dayLabel, instantLabel } from '../../../core/render/labels.ts';
import type { Watch } from '../../../core/watches/watch.ts';
import { usePaged } from '../app/paged.ts';
import { isForbiddenError } from '../app/refusal.tsx';
import { useServices } from '../app/services.ts';
import { singleLine } from '../text/plain-text.ts';
import { counted } from '../text/vocabulary.ts';
import { Ahead, Quiet } from './ahead.tsx';
import { keepLook, keepWatch, lastWatch, setSeen, sinceLastLook } from './last-look.ts';
import { NotLoaded } from './not-loaded.tsx';
import { StoryView } from './story-changes.tsx';
import { RemoveWatchDialog, WatchDialog } from './watch-dialog.tsx';

/** Stories that are shown before somebody asks for all. */
const STORIES = 3;

/** What may be asked for beside the last look. */
const STRETCHES = [
  ['24h', '24 hours'],
  ['3d', '3 days'],
  ['7d', '7 days'],
  ['30d', '30 days'],
] as const;
const LAST_LOOK = 'look';

/**
 * What changed since the reader last looked, what lies ahead and what went quiet: over all briefs, or on a watch. It asks
 * after whatever else is on its page has asked.
 */
export function ChangesPanel() {
  const { navigation } = useServices();
  const [isDue, setDue] = useState(navigation.cameBack);
  useEffect(() => {
    const turn = setTimeout(() => setDue(true));
    return () => clearTimeout(turn);
  }, []);
  return (
    <section class="changes" aria-labelledby="changes-title">
      {isDue ? <AskedChanges /> : <h2 id="changes-title">What changed</h2>}
    </section>
  );
}

function AskedChanges() {
  const { client } = useServices();
  const [watchId, setWatchId] = useState(lastWatch);
  const [stretch, setStretch] = useState<string>(LAST_LOOK);
  const [turn, setTurn] = useState(0);
  const watches = usePaged(`watches ${turn}`, () => client.listWatches());
  /** Since when is kept by the browser: this shows it anew. */
  const [, setLooks] = useState(0);
  const since = stretch === LAST_LOOK ? sinceLastLook(watchId, Date.now()) : stretch;
  const changes = usePaged(`changes ${watchId ?? ''} ${since}`, async () => ({
    items: [await client.getChanges({ since }, watchId)],
  }));
  const [found] = changes.items;
  const { state, error } = changes;

  const choose = (id: string | undefined): void => {
    keepWatch(id);
    setWatchId(id);
  };
  useEffect(() => {
    if (found !== undefined && stretch === LAST_LOOK) keepLook(watchId, found.until);
  }, [found]);
  useEffect(() => {
    // Somebody removed the watch that was looked at here.
    if (watchId !== undefined && error instanceof ApiError && error.status === 404) choose(undefined);
  }, [error]);
  return (
    <>
      <div class="changes-head">
        <h2 id="changes-title">What changed</h2>
        <label for="changes-since">since</label>
        <select id="changes-since" value={stretch} onChange={(event) => setStretch(event.currentTarget.value)}>
          <option value={LAST_LOOK}>I last looked</option>
          {STRETCHES.map(([value, words]) => (
            <option key={value} value={value}>
              {words} ago
            </option>
          ))}
        </select>
        <WatchChoice
          watches={watches.items}
          watchId={watchId}
          choose={choose}
          changed={(id) => {
            choose(id);
            setTurn(turn + 1);
          }}
        />
      </div>
      {state === 'loading' && (
        <p class="aside" role="status">
          What changed is being read.
        </p>
      )}
      {state === 'failed' && <NotLoaded what="What changed" error={error} again={changes.more} />}
      {state === 'ready' && found !== undefined && (
        <Found
          key={`${watchId} ${since}`}
          changes={found}
          seen={
            stretch === LAST_LOOK
              ? () => {
                  setSeen(watchId, found.until);
                  setLooks((looks) => looks + 1);
                }
              : undefined
          }
        >
          <Ahead watchId={watchId} />
        </Found>
      )}
    </>
  );
}

interface FoundProps {
  changes: Changes;
  /** Sets all of it aside as seen. */
  seen: (() => void) | undefined;
  children: ComponentChildren;
}

function Found({ changes: { items, since, examined }, seen, children }: FoundProps) {
  const [isWhole, setWhole] = useState(false);
  const stories = items
    .map(({ story, lines }) => ({ story, lines: lines.filter(({ kind }) => kind !== 'quiet') }))
    .filter(({ lines }) => lines.length > 0);
  const quiet = items.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'quiet'));
  const count = stories.reduce((sum, { lines }) => sum + lines.length, 0);
  const shown = isWhole ? stories : stories.slice(0, STORIES);
  return (
    <>
      <p class="changes-found" role="status">
        {count === 0
          ? `Nothing new since ${instantLabel(since)}.`
          : `${counted(count, 'change')} in ${counted(stories.length, 'story', 'stories')} since ${instantLabel(since)}.`}
        {!examined.complete &&
          ` Made of the newest ${counted(examined.briefs, 'brief')}${
            examined.from === null ? '' : `, back to ${dayLabel(examined.from)}`
          }: there are more.`}{' '}
        {count > 0 && seen !== undefined && (
          <button type="button" class="quiet" onClick={seen}>
            I have seen these
          </button>
        )}
      </p>
      <div class="changes-columns">
        {stories.length > 0 && (
          <div>
            <ol class="stories">
              {shown.map(({ story, lines }) => (
                <StoryView key={story.id} story={story} lines={lines} />
              ))}
            </ol>
            {shown.length < stories.length && (
              <button type="button" class="more" onClick={() => setWhole(true)}>
                {counted(stories.length - shown.length, 'more story', 'more stories')}
              </button>
            )}
          </div>
        )}
        <div class="changes-aside">
          {children}
          <Quiet lines={quiet} />
        </div>
      </div>
    </>
  );
}

interface WatchChoiceProps {
  watches: readonly Watch[];
  watchId: string | undefined;
  choose: (id: string | undefined) => void;
  /** Chooses a watch that was just made, or none: the list of them is asked for again. */
  changed: (id: string | undefined) => void;
}

function WatchChoice({ watches, watchId, choose, changed }: WatchChoiceProps) {
  const [asked, setAsked] = useState<'add' | 'remove'>();
  const [mayWrite, setMayWrite] = useState(true);
  const watch = watches.find(({ id }) => id === watchId);
  const close = (): void => setAsked(undefined);
  const refused = (error: unknown): void => {
    if (isForbiddenError(error)) setMayWrite(false);
  };
  const done = (id: string | undefined): void => {
    close();
    changed(id);
  };
  return (
    <>
      <label for="changes-watch">on</label>
      <select
        id="changes-watch"
        value={watchId ?? ''}
        onChange={(event) => choose(event.currentTarget.value || undefined)}
      >
        <option value="">everything</option>
        {watchId !== undefined && watch === undefined && <option value={watchId}>{watchId}</option>}
        {watches.map(({ id, name }) => (
          <option key={id} value={id}>
            {singleLine(name)}
          </option>
        ))}
      </select>
      {mayWrite && (
        <button type="button" class="quiet" aria-haspopup="dialog" onClick={() => setAsked('add')}>
          Add a watch
        </button>
      )}
      {mayWrite && watch !== undefined && (
        <button type="button" class="quiet" aria-haspopup="dialog" onClick={() => setAsked('remove')}>
          Remove this one
        </button>
      )}
      {asked === 'add' && <WatchDialog watches={watches} onMade={done} onRefused={refused} onClose={close} />}
      {asked === 'remove' && watch !== undefined && (
        <RemoveWatchDialog watch={watch} onRemoved={() => done(undefined)} onRefused={refused} onClose={close} />
      )}
    </>
  );
}
