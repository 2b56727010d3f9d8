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

/** The id of the item that is shown after another one, else before it; undefined where it is the only one. */
export function idAfter(root: HTMLElement | null, id: string): string | undefined {
  const ids = [...(root?.querySelectorAll<HTMLElement>('.item[data-item]') ?? [])].map((card) => card.dataset['item']);
  const at = ids.indexOf(id);
  return at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
}

/** Brings the whole card of an item into view, with all that it has unfolded; of one that is too tall, its own line. */
export function showCard(root: HTMLElement | null, id: string): void {
  const card = root?.querySelector<HTMLElement>(`.item[data-item="${CSS.escape(id)}"]`);
  const line = card?.querySelector<HTMLElement>(':scope > button');
  if (!card || !line) return;
  const room = innerHeight - Number.parseFloat(getComputedStyle(card).scrollMarginBottom);
  const part = card.offsetHeight <= room ? card : line;
  part.scrollIntoView({ block: 'nearest', behavior: scrollBehaviour() });
}

/** Farther than so many heights of a pane, movement shows nothing any more. */
const FAR = 4;
/** How often a place is looked for again, as what was out of sight has its true height only now. */
const MOST_CORRECTIONS = 6;

/** Scrolls a pane, and nothing around it, until one of its parts is a third down from its top. */
export function scrollWithin(pane: HTMLElement, part: Element): void {
  const away = distanceIn(pane, part);
  const isFar = Math.abs(away) > FAR * pane.clientHeight;
  pane.scrollBy({ top: away, behavior: isFar ? 'instant' : scrollBehaviour() });
  if (isFar) requestAnimationFrame(() => correct(pane, part, MOST_CORRECTIONS));
}

function correct(pane: HTMLElement, part: Element, left: number): void {
  const away = distanceIn(pane, part);
  if (Math.abs(away) < 2 || left === 0) return;
  pane.scrollBy({ top: away, behavior: 'instant' });
  requestAnimationFrame(() => correct(pane, part, left - 1));
}

/** How far a part is below the place, a third down from the top, where it is to be. */
function distanceIn(pane: HTMLElement, part: Element): number {
  return part.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}
