import { Line } from '../text/line.tsx';
import { useChoice } from './choice.ts';

/** A sentence of the brief that can be chosen, so that its quotes are marked. @param lead who says it, before it. */
export function CitedSentence({ id, text, lead }: { id: string; text: string; lead?: string }) {
  const { chosen, choose, numbersOf } = useChoice();
  const isChosen = chosen === id;
  return (
    <span class="sentence" data-item={id} data-chosen={isChosen ? '' : undefined}>
      <button type="button" aria-pressed={isChosen} onClick={() => choose(isChosen ? undefined : id)}>
        {lead !== undefined && (
          <span class="lead">
            <Line text={lead} />:{' '}
          </span>
        )}
        <Line text={text} />
        <span class="print-only note-number" aria-hidden="true">
          {' '}
          {numbersOf(id)}
        </span>
      </button>
    </span>
  );
}
