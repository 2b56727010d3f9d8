import type { ComponentChildren } from 'preact';

/** Something wider than a phone, which scrolls by itself, also by keyboard. */
export function ScrollRegion({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard could not scroll here.
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
