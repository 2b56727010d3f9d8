import type { Brief } from '../../../core/brief.ts';
import type { Desk, Note } from '../../../core/notes/note.ts';
import { correctionOf } from '../../../core/render/desk-notes.ts';
import { dayLabel, likelihoodLabel } from '../../../core/render/labels.ts';
import { type Item, textOf } from '../brief/cited-lines.ts';
import { Line, Quote } from '../text/line.tsx';
import { useDesk } from './desk-tools.ts';
import { PiecesOf } from './pieces.tsx';

/** Who wrote a note, and on which day. */
export function Signed({ by, at }: { by: string; at: string }) {
  return (
    <span class="aside">
      <Line text={by} />, <time dateTime={at}>{dayLabel(at)}</time>
    </span>
  );
}

/** What a desk noted of one item: what it was, comments, and its own assessment. Nothing where there is none. */
export function ItemNotes({ brief, item }: { brief: Brief; item: Item }) {
  const { desk } = useDesk();
  if (desk === undefined) return null;
  const correction = correctionOf(item, desk, brief);
  const comments = desk.comments.filter(({ itemId }) => itemId === item.id);
  const assessments = desk.assessments.filter(({ itemId }) => itemId === item.id);
  if (correction.length + comments.length + assessments.length === 0) return null;
  return (
    <div class="noted">
      {correction.length > 0 && (
        <p class="correction">
          <PiecesOf line={correction} />
        </p>
      )}
      <Thoughts comments={comments} assessments={assessments} />
    </div>
  );
}

interface ThoughtsProps {
  comments: Desk['comments'];
  assessments: Desk['assessments'];
}

/** Comments and assessments of a desk, none of which is the article's. */
export function Thoughts({ comments, assessments }: ThoughtsProps) {
  if (comments.length + assessments.length === 0) return null;
  return (
    <ul class="thoughts" aria-label="Of the desk, not the article">
      {assessments.map(({ noteId, by, at, likelihood, impact, comment, reason }) => (
        <li key={noteId}>
          <span class="kind">Desk’s assessment</span>{' '}
          {likelihood !== undefined && <span>Likelihood: {likelihoodLabel(likelihood)}. </span>}
          {impact !== undefined && (
            <span>
              Impact: <Line text={impact} />{' '}
            </span>
          )}
          {comment !== undefined && <Line text={comment} />} {reason !== undefined && <Line text={reason} />}{' '}
          <Signed by={by} at={at} />
        </li>
      ))}
      {comments.map(({ noteId, by, at, text }) => (
        <li key={noteId}>
          <span class="kind">Desk’s comment</span> <Line text={text} /> <Signed by={by} at={at} />
        </li>
      ))}
    </ul>
  );
}

/** The items of one list that somebody rejected, folded away, each with who and why and the way back. */
export function Rejected({ list }: { list: Desk['rejected'][number]['list'] }) {
  const { desk, mayNote, ask } = useDesk();
  const rejected = desk?.rejected.filter((one) => one.list === list) ?? [];
  if (rejected.length === 0) return null;
  return (
    <details class="rejected">
      <summary>Rejected ({rejected.length})</summary>
      <ul>
        {rejected.map(({ noteId, item, by, at, reason }) => (
          <li key={noteId}>
            <s>
              <Line text={textOf(item)} />
            </s>{' '}
            <span>
              Rejected by <Signed by={by} at={at} />
              {reason !== undefined && (
                <>
                  : <Line text={reason} />
                </>
              )}
            </span>{' '}
            {mayNote && (
              <button type="button" class="quiet" onClick={() => ask({ action: 'accept', item })}>
                Bring it back
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

const ACTION_WORDS = {
  accept: 'confirmed',
  reject: 'rejected',
  amend: 'corrected',
  add: 'added',
  comment: 'comment',
  assess: 'assessment',
} as const;

/** What a desk says of the brief as a whole, apart from the article, and notes on passages that this version lacks. */
export function DeskSection() {
  const { desk, mayNote, ask } = useDesk();
  const comments = desk?.comments.filter(({ itemId }) => itemId === undefined) ?? [];
  const assessments = desk?.assessments.filter(({ itemId }) => itemId === undefined) ?? [];
  const unplaced = desk?.unplaced ?? [];
  if (!mayNote && comments.length + assessments.length + unplaced.length === 0) return null;
  return (
    <section class="desk" aria-labelledby="desk-title">
      <h2 id="desk-title">What the desk says, not the article</h2>
      <Thoughts comments={comments} assessments={assessments} />
      {unplaced.length > 0 && (
        <details>
          <summary>On passages that this version does not have ({unplaced.length})</summary>
          <ul>
            {unplaced.map((note) => (
              <li key={note.id}>
                {ACTION_WORDS[note.action]}: <Quote text={passageOf(note)} />{' '}
                {note.reason !== undefined && <Line text={note.reason} />} <Signed by={note.by} at={note.at} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayNote && (
        <div class="item-tools">
          <button type="button" onClick={() => ask({ action: 'comment' })}>
            Comment on the brief
          </button>
          <button type="button" onClick={() => ask({ action: 'assess' })}>
            Assess it
          </button>
        </div>
      )}
    </section>
  );
}

/** The words of the article that a note was about. */
function passageOf(note: Note): string {
  if (note.action === 'add') return note.value.quote;
  return note.anchor?.quotes[0] ?? '';
}
