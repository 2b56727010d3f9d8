import type { ComponentChildren } from 'preact';
import type { Brief } from '../../../core/brief.ts';
import { ItemTools } from '../desk/item-tools.tsx';
import { ItemNotes } from '../desk/noted.tsx';
import { Quote } from '../text/line.tsx';
import { singleLine } from '../text/plain-text.ts';
import { useChoice } from './choice.ts';
import { type Item, quotesOf } from './cited-lines.ts';
import { reasonsOf } from './reasons.ts';

interface ItemCardProps {
  brief: Brief;
  item: Item;
  /** The word that comes first: the status of a measure, the state of an issue. */
  lead: ComponentChildren;
  says: ComponentChildren;
  /** Below it: the kind, who does it to whom, who says so. */
  below: ComponentChildren;
  /** What more the brief holds of it, each under its name; seen when the item is chosen. */
  facts: readonly (readonly [string, ComponentChildren])[];
}

/** An item of a brief: one line or two, and all that there is of it once it is chosen. */
export function ItemCard({ brief, item, lead, says, below, facts }: ItemCardProps) {
  const { chosen, choose, numbersOf } = useChoice();
  const isChosen = chosen === item.id;
  return (
    <li class="item" data-item={item.id} data-chosen={isChosen ? '' : undefined}>
      <button
        type="button"
        class="item-main"
        aria-expanded={isChosen}
        aria-controls={`${item.id}-more`}
        onClick={() => choose(isChosen ? undefined : item.id)}
      >
        <span class="item-lead">{lead}</span>
        <span class="item-says">
          {says}
          <span class="print-only note-number" aria-hidden="true">
            {' '}
            {numbersOf(item.id)}
          </span>
        </span>
        <span class="item-below">{below}</span>
      </button>
      <ItemNotes brief={brief} item={item} />
      <div id={`${item.id}-more`} class="item-more" hidden={!isChosen}>
        {isChosen && <More brief={brief} item={item} facts={facts} />}
      </div>
    </li>
  );
}

/** Whether the item's own line is the quote, word for word. */
function isShown(item: Item, quote: string): boolean {
  if ('topic' in item) return item.sides.some(({ wants }) => wants === quote) || item.description === quote;
  return ('statement' in item ? item.statement : item.description) === quote;
}

function More({ brief, item, facts }: Pick<ItemCardProps, 'brief' | 'item' | 'facts'>) {
  const { asksWhy, toggleWhy, copy } = useChoice();
  return (
    <>
      <ul class="quotes" aria-label="Quotes">
        {quotesOf(item).map(({ quote, start, end, paragraph }) => (
          <li key={`${start}-${end}`}>
            {isShown(item, quote) ? (
              <span class="aside">quoted above, from paragraph {paragraph + 1}</span>
            ) : (
              <>
                <q class="quote">
                  <Quote text={quote} />
                </q>{' '}
                <span class="aside">¶{paragraph + 1}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      {facts.length > 0 && (
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div class="item-tools">
        <button type="button" onClick={() => copy(item.id)}>
          Copy <kbd aria-hidden="true">c</kbd>
        </button>
        <button type="button" aria-expanded={asksWhy} onClick={() => toggleWhy(item.id)}>
          Why is this here? <kbd aria-hidden="true">w</kbd>
        </button>
        <ItemTools item={item} />
      </div>
      {asksWhy && (
        <ol class="reasons" aria-label="Why this is here">
          {reasonsOf(item, brief).map(({ says, words, cues = [] }) => (
            <li key={says}>
              {says} {words !== undefined && <Quote text={words} />}
              {cues.map((cue) => (
                <code key={cue}>{singleLine(cue)}</code>
              ))}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
