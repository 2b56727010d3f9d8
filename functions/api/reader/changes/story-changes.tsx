import { useState } from 'preact/hooks';
import type { LedgerLine, Story, StoryChanges } from '../../../core/ledger/ledger-line.ts';
import { KIND_WORDS, outletsOf, statusWords, voiceOf } from '../../../core/render/digest-page.ts';
import { briefPath } from '../app/page-paths.ts';
import { Citation } from '../text/citation.tsx';
import { Line } from '../text/line.tsx';
import { counted } from '../text/vocabulary.ts';

/** Lines of a story that are shown before somebody asks for all. */
const LINES = 3;

/** What changed in one story, line by line, each with the quotes that it rests on. */
export function StoryView({ story, lines }: StoryChanges) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, LINES);
  return (
    <li class="story">
      <h3>
        <Line text={story.title} />
      </h3>
      <p class="aside">{toldBy(story)}</p>
      <ul class="lines">
        {shown.map((line) => (
          <ChangeLine key={line.id} line={line} />
        ))}
      </ul>
      {shown.length < lines.length && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          {counted(lines.length - shown.length, 'more change')}
        </button>
      )}
    </li>
  );
}

/** By how many articles and outlets a story is told; what is printed more than once counts as one source. */
function toldBy({ briefIds, outlets, independent, copies }: Story): string {
  const copied = copies.reduce((sum, { length }) => sum + length, 0);
  return [
    counted(briefIds.length, 'article'),
    ...(outlets > 0 ? [counted(outlets, 'outlet'), `${independent} independent`] : []),
    ...(copied > 0 ? [`${copied} of them copies`] : []),
  ].join(' · ');
}

/** A line of the ledger. What it is about leads to the item that tells it last. */
export function ChangeLine({ line }: { line: LedgerLine }) {
  const { kind, subject, from, to } = line;
  const [isOpen, setOpen] = useState(false);
  return (
    <li class="change">
      <p>
        <span class={`kind kind-${kind}`}>{KIND_WORDS[kind]}</span>{' '}
        <a href={briefPath(to.briefId, to.itemId)}>
          <Line text={subject} />
        </a>{' '}
        <Step line={line} />{' '}
        <button type="button" class="ends" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {from === undefined ? 'quote' : 'both quotes'}
        </button>
      </p>
      {isOpen && from !== undefined && <Citation cited={from} itemId={from.itemId} says="" />}
      {isOpen && <Citation cited={to} itemId={to.itemId} says="" />}
    </li>
  );
}

/** From which status to which, who says so, and how many tell it. */
function Step({ line }: { line: LedgerLine }) {
  const { kind, from, to, outlets } = line;
  const now = statusWords(to);
  const isCounted = kind !== 'quiet' && kind !== 'contradicted' && outlets > 0;
  return (
    <span class="step">
      {from !== undefined && kind === 'moved' && (
        <>
          {statusWords(from)} <span aria-hidden="true">→</span>
          <span class="hidden">to</span>{' '}
        </>
      )}
      {from !== undefined && kind === 'contradicted' ? (
        <>
          {statusWords(from)} (<Line text={voiceOf(line, from)} />) against {now} (
          <Line text={voiceOf(line, to)} />)
        </>
      ) : (
        <strong>{now}</strong>
      )}
      {kind !== 'contradicted' && (
        <span class="aside">
          {' '}
          · <Line text={voiceOf(line, to)} />
        </span>
      )}
      {isCounted && <span class="aside"> · {outletsOf(line)}</span>}
      {kind === 'quiet' && <span class="aside"> · not told for {counted(line.days ?? 0, 'day')}</span>}
    </span>
  );
}
