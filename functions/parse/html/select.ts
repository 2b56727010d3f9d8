import { bareText } from '../normalise.ts';
import { linkShare, type Part } from './outline.ts';
import { attribute, textOf } from './tree.ts';

const ANCESTORS = 5;
const MIN_PARAGRAPH = 25;
const TAG_SCORE: Readonly<Record<string, number>> = {
  div: 5,
  article: 15,
  main: 5,
  section: 3,
  pre: 3,
  td: 3,
  blockquote: 3,
  address: -3,
  ol: -3,
  ul: -3,
  dl: -3,
  dd: -3,
  dt: -3,
  li: -3,
  form: -3,
  h1: -5,
  h2: -5,
  h3: -5,
  h4: -5,
  h5: -5,
  h6: -5,
  th: -5,
}; // prettier-ignore

/** What a part's own names and tag are worth before any text. */
function startScore(part: Part): number {
  const { kind } = part;
  const named = kind === 'article' ? 25 : kind === 'sure' || kind === 'likely' || kind === 'comments' ? -25 : 0;
  return (TAG_SCORE[part.tag] ?? 0) + named + (/\barticlebody\b/.test(part.label) ? 25 : 0);
}

/**
 * Points that every part gets from the paragraphs under it, the nearer the more; by index. The way of scoring is that of
 * Arc90's Readability, as Mozilla keeps it (github.com/mozilla/readability); what follows it is not.
 */
function scoresOf(parts: readonly Part[]): Float64Array {
  const scores = new Float64Array(parts.length);
  const started = new Uint8Array(parts.length);
  const gone = new Uint8Array(parts.length);
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (part === undefined) break;
    if (part.left || gone[part.parent] === 1) gone[index] = 1;
    if (gone[index] === 1 || !part.block || part.own < MIN_PARAGRAPH || /^(?:h[1-6]|th|dt|summary)$/.test(part.tag))
      continue;
    const text = part.own - part.ownLinks;
    let points = (1 + part.commas + Math.min(part.own / 100, 3 + part.breaks / 2)) * (text / part.own);
    if (part.tag === 'li' || part.tag === 'dd') points /= 2;
    // Text that stands in a frame itself, between line breaks, speaks for that frame.
    const holder =
      part.tag === 'p' || part.tag === 'li' || part.tag === 'blockquote' || part.tag === 'pre' ? part.parent : index;
    let at = holder;
    for (let level = 0; level < ANCESTORS && at >= 0; level += 1) {
      const ancestor = parts[at];
      if (ancestor === undefined || ancestor.tag === 'html') break;
      if (started[at] === 0) {
        started[at] = 1;
        scores[at] = startScore(ancestor);
      }
      const share = level === 0 ? 1 : level === 1 ? 2 : level * 3;
      scores[at] = (scores[at] ?? 0) + points / share;
      at = ancestor.parent;
    }
  }
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part !== undefined && started[at] === 1) scores[at] = (scores[at] ?? 0) * (1 - linkShare(part));
  }
  return scores;
}

/** The indices of the parts that together are the main text, in their order. */
export function select(parts: readonly Part[], title: string | null): number[] {
  const scores = scoresOf(parts);
  let top = -1;
  for (let at = 0; at < parts.length; at += 1) {
    if ((scores[at] ?? 0) > (top < 0 ? 0 : (scores[top] ?? 0))) top = at;
  }
  if (top < 0) return [];
  top = narrow(widen(top, scores, parts), parts, title);
  return withNeighbours(top, scores, parts);
}

const MIN_ARTICLE = 300;

/** Pages go on with the next article under the first: of several with headings, the one that the title names. */
function narrow(top: number, parts: readonly Part[], title: string | null): number {
  const wanted = bareText(title ?? '');
  let headed = 0;
  let named = -1;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined) break;
    if (part.tag !== 'article' || part.left || part.prose < MIN_ARTICLE) continue;
    const heading = headingIn(at, parts);
    if (heading !== '') {
      headed += 1;
      if (named < 0 && wanted.length >= 8 && (wanted.includes(heading) || heading.includes(wanted))) named = at;
    }
    at = part.end - 1;
  }
  const within = top >= named && top < (parts[named]?.end ?? 0);
  return headed >= 2 && named >= 0 && !within ? named : top;
}

/** The first main heading in a part, letters and digits only. */
function headingIn(from: number, parts: readonly Part[]): string {
  const end = parts[from]?.end ?? from;
  for (let at = from; at < end; at += 1) {
    const part = parts[at];
    if (part?.tag === 'h1' || part?.tag === 'h2') return bareText(textOf(part.element, 400));
  }
  return '';
}

/** A frame whose pieces score like the best one is the article, not that piece. */
function widen(best: number, scores: Float64Array, parts: readonly Part[]): number {
  let top = best;
  const bestScore = scores[best] ?? 0;
  const rivals: number[] = [];
  for (let at = 0; at < parts.length; at += 1)
    if (at !== best && (scores[at] ?? 0) >= bestScore * 0.75) rivals.push(at);
  const ancestors = (at: number) => {
    const list: number[] = [];
    for (let up = parts[at]?.parent ?? -1; up >= 0; up = parts[up]?.parent ?? -1) list.push(up);
    return list;
  };
  const counts = new Map<number, number>();
  for (const rival of rivals.slice(0, 5)) for (const up of ancestors(rival)) counts.set(up, (counts.get(up) ?? 0) + 1);
  for (const up of ancestors(top)) {
    if (parts[up]?.tag === 'body' || parts[up]?.tag === 'html') break;
    if ((counts.get(up) ?? 0) >= 3) {
      top = up;
      break;
    }
  }
  let last = scores[top] ?? 0;
  const floor = last / 3;
  for (let up = parts[top]?.parent ?? -1; up >= 0 && parts[up]?.tag !== 'body'; up = parts[up]?.parent ?? -1) {
    const score = scores[up] ?? 0;
    if (score === 0) continue;
    if (score < floor) break;
    if (score > last) {
      top = up;
      break;
    }
    last = score;
  }
  return top;
}

function holds(tag: string, from: number, parts: readonly Part[]): boolean {
  const end = parts[from]?.end ?? from;
  for (let at = from; at < end; at += 1) if (parts[at]?.tag === tag) return true;
  return false;
}

const MIN_NEIGHBOUR = 80;

/** Adds to the article what stands beside it and beside its frames and is prose too. */
function withNeighbours(top: number, scores: Float64Array, parts: readonly Part[]): number[] {
  const chosen = [top];
  const threshold = Math.max(10, (scores[top] ?? 0) * 0.2);
  const prose = parts[top]?.prose ?? 0;
  const headed = holds('h1', top, parts);
  for (let at = top, level = 0; at >= 0; at = parts[at]?.parent ?? -1, level += 1) {
    const node = parts[at];
    const parent = parts[node?.parent ?? -1];
    if (node === undefined || parent === undefined || node.tag === 'body' || parent.tag === 'html') break;
    for (let child = node.parent + 1; child < parent.end; child = parts[child]?.end ?? parent.end) {
      const sibling = parts[child];
      if (sibling === undefined || child === at || sibling.left || sibling.prose < MIN_NEIGHBOUR) continue;
      const share = linkShare(sibling);
      const dense = sibling.prose > sibling.text * 0.7;
      if (share > 0.25 || (headed && holds('h1', child, parts))) continue;
      const alike = level === 0 && ((scores[child] ?? 0) >= threshold || sibling.tag === 'p');
      const twin =
        sibling.tag === node.tag &&
        attribute(sibling.element, 'class') === attribute(node.element, 'class') &&
        sibling.prose > sibling.text * 0.5;
      if (alike || twin || (dense && (sibling.tag === 'p' || child < at || sibling.prose > prose * 0.25)))
        chosen.push(child);
    }
  }
  return chosen.sort((one, other) => one - other);
}
