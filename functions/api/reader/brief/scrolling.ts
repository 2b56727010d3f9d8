/** Movement is for those who have not asked for less of it. */
export function scrollBehaviour(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}

/** Puts the focus on the button of a line and brings it into view. */
export function showLine(root: HTMLElement | null, id: string): void {
  const button = root?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"] > button`);
  button?.focus({ preventScroll: true });
  button?.scrollIntoView({ block: 'center', behavior: scrollBehaviour() });
}

/** Scrolls a pane, and nothing around it, until one of its parts is a third down from its top. */
export function scrollWithin(pane: HTMLElement, part: Element): void {
  const offset = part.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + offset - pane.clientHeight / 3, behavior: scrollBehaviour() });
}
