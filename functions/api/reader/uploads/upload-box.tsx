import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../../../client/client.ts';
import { messageOf } from '../app/notices.tsx';
import { briefPath } from '../app/page-paths.ts';
import { useServices } from '../app/services.ts';
import { Line } from '../text/line.tsx';
import { isWorthKeeping, pastedFile } from './pasted-file.ts';
import { PostFormError } from './post-form.ts';
import { accountInWords, accountOf, type Sending } from './upload-queue.ts';

/** Most briefs of one file that are linked one by one. */
const MOST_LINKS = 5;

/**
 * The way in for articles: a box to paste into, files to choose, and the whole page to drop them on.
 * @param onChange is called whenever some of them may have come to an end.
 */
export function UploadBox({ onChange }: { onChange: () => void }) {
  const { uploads, navigation } = useServices();
  const [sendings, setSendings] = useState(uploads.sendings);
  const [text, setText] = useState('');
  const [html, setHtml] = useState<string>();
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  /** The paste whose brief is to open here. */
  const opening = useRef<number | undefined>(undefined);
  useEffect(() => {
    const show = (): void => setSendings(uploads.sendings);
    show();
    return uploads.listen(show);
  }, [uploads]);

  const addFiles = (files: Iterable<File>): void => {
    for (const file of files) uploads.add(file.name, file);
  };
  useDrop(addFiles, setOver);

  useEffect(() => {
    const done = sendings.find(({ key, state }) => key === opening.current && state.is === 'briefed');
    onChange();
    if (done?.state.is !== 'briefed') return;
    opening.current = undefined;
    const [briefId] = done.state.briefIds;
    if (briefId !== undefined && location.pathname === '/') navigation.go(briefPath(briefId));
  }, [sendings]);

  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') {
      field.current?.focus();
      return;
    }
    const { name, content, mediaType } = pastedFile(text, html);
    opening.current = uploads.add(name, new Blob([content], { type: mediaType }));
    setText('');
    setHtml(undefined);
  };
  return (
    <section class="upload" aria-labelledby="upload-title" data-over={isOver ? '' : undefined}>
      <h2 id="upload-title">Brief an article</h2>
      <form onSubmit={send}>
        <label for="paste" class="hidden">
          Text or HTML of the article
        </label>
        <textarea
          id="paste"
          ref={field}
          rows={text === '' ? 2 : 8}
          placeholder="Paste an article here, as text or HTML, or drop files anywhere on this page"
          value={text}
          onPaste={(event) => {
            const pasted = event.clipboardData?.getData('text/html') ?? '';
            setHtml(text.trim() === '' && isWorthKeeping(pasted) ? pasted : undefined);
          }}
          onInput={(event) => {
            if ((event as InputEvent).inputType !== 'insertFromPaste') setHtml(undefined);
            setText(event.currentTarget.value);
          }}
        />
        <div class="upload-actions">
          <button type="submit" class="primary">
            Brief it
          </button>
          <label class="button">
            Choose files
            <input
              type="file"
              multiple
              onChange={(event) => {
                addFiles(event.currentTarget.files ?? []);
                event.currentTarget.value = '';
              }}
            />
          </label>
          {html !== undefined && <span class="aside">with the formatting of its page</span>}
        </div>
      </form>
      <p class="account" role="status">
        {accountInWords(accountOf(sendings))}
      </p>
      {sendings.length > 0 && (
        <ul class="sendings">
          {sendings.map((sending) => (
            <SendingLine key={sending.key} sending={sending} retry={() => uploads.retry(sending.key)} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Files that are dropped anywhere on the page. */
function useDrop(take: (files: Iterable<File>) => void, setOver: (isOver: boolean) => void): void {
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files ?? []);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
}

function SendingLine({ sending: { name, state }, retry }: { sending: Sending; retry: () => void }) {
  return (
    <li data-state={state.is}>
      <span class="sending-name">
        <Line text={name} />
      </span>{' '}
      <SendingWords state={state} retry={retry} />
    </li>
  );
}

function SendingWords({ state, retry }: { state: Sending['state']; retry: () => void }) {
  switch (state.is) {
    case 'waiting':
      return <span>waiting</span>;
    case 'sending':
      return (
        <span>
          sending <progress value={state.part} aria-label="Sent" /> {Math.round(state.part * 100)} %
        </span>
      );
    case 'reading':
      return <span>{state.overdue ? 'received; it takes longer than usual' : 'received, being read'}</span>;
    case 'briefed':
      return <BriefLinks briefIds={state.briefIds} refused={state.refused} />;
    case 'refused':
      return (
        <span>
          could not be read: <Line text={state.reason} />
        </span>
      );
    case 'failed':
      return (
        <span>
          {state.arrived ? `received; ${messageOf(state.error)}` : failureWords(state.error)}{' '}
          <button type="button" class="quiet" onClick={retry}>
            {state.arrived ? 'Ask again' : 'Try again'}
          </button>
        </span>
      );
  }
}

function BriefLinks({ briefIds, refused }: { briefIds: readonly string[]; refused: number }) {
  const shown = briefIds.slice(0, MOST_LINKS);
  return (
    <span>
      briefed:{' '}
      {shown.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={briefPath(id)}>{briefIds.length === 1 ? 'open the brief' : `brief ${index + 1}`}</a>
        </span>
      ))}
      {briefIds.length > MOST_LINKS && ` and ${briefIds.length - MOST_LINKS} more in the list`}
      {refused > 0 && `; ${refused} of its articles could not be read`}
    </span>
  );
}

function failureWords(error: unknown): string {
  if (error instanceof ApiError && error.status === 403) return 'not sent: you may read here, but not add articles.';
  if (error instanceof PostFormError) return `not sent: ${error.message}`;
  return `not sent: ${messageOf(error)}`;
}
