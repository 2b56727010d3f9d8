import { Dialog } from './dialog.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['j / k', 'next or previous item of a brief'],
  ['Enter', 'choose the item or passage in focus'],
  ['w', 'why is this here?'],
  ['c', 'copy the quote with outlet, date and link'],
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
