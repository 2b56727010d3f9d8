import { Dialog } from './dialog.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['j / k', 'next or previous item of a brief'],
  ['Enter', 'choose the item or passage in focus'],
  ['w', 'why is this here?'],
  ['c', 'copy the quote with outlet, date and link'],
  ['x', 'this item is wrong'],
  ['e', 'amend it'],
  ['r', 'it is right'],
  ['n', 'comment on it'],
  ['l', 'how likely, with what impact: the desk’s own assessment'],
  ['a', 'add the passage of the article that is selected'],
  ['/', 'search'],
  ['Esc', 'let go of the item; close'],
  ['?', 'this help'],
];

/** The keys that the page knows. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog kind="help" title="Keys" onClose={onClose}>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
