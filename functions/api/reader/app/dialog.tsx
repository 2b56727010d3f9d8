import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  /** The class of its style, from which the id of its title is made. */
  kind: string;
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialogue of the browser's own, open for as long as it is shown: Escape and its button close it. */
export function Dialog({ kind, title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} class={kind} aria-labelledby={`${kind}-title`} onClose={onClose}>
      <h2 id={`${kind}-title`}>{title}</h2>
      {children}
      <form method="dialog">
        <button type="submit" class="quiet">
          Close
        </button>
      </form>
    </dialog>
  );
}
