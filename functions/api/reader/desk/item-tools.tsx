import type { Item } from '../brief/cited-lines.ts';
import { type AskedNote, useDesk } from './desk-tools.ts';

interface Tool {
  readonly key: string;
  readonly action: Exclude<AskedNote['action'], 'add'>;
  readonly label: string;
}

/** What a desk may do with the chosen item, each by a key of its own. */
export const ITEM_TOOLS: readonly Tool[] = [
  { key: 'x', action: 'reject', label: 'Wrong' },
  { key: 'e', action: 'amend', label: 'Amend' },
  { key: 'r', action: 'accept', label: 'Right' },
  { key: 'n', action: 'comment', label: 'Comment' },
  { key: 'l', action: 'assess', label: 'Assess' },
];

/** The buttons of the desk at an item; none for somebody who may only read. */
export function ItemTools({ item }: { item: Item }) {
  const { mayNote, mayAmend, ask } = useDesk();
  if (!mayNote) return null;
  return (
    <>
      {ITEM_TOOLS.filter(({ action }) => mayAmend || action !== 'amend').map(({ key, action, label }) => (
        <button key={key} type="button" aria-haspopup="dialog" onClick={() => ask({ action, item })}>
          {label} <kbd aria-hidden="true">{key}</kbd>
        </button>
      ))}
    </>
  );
}
