import { framesPicture } from './labels.ts';
import { linkShare, measure, type Part } from './outline.ts';
import { type Element, isElement } from './tree.ts';

/** What only names suggest is left out if it holds at most this share of the page's prose; more is a frame. */
const LIKELY_SHARE = 0.3;
const SURE_SHARE = 0.6;
const TAG_SHARE = 0.85;
/** Prose that has to be left, or names have misled. */
const MIN_REST = 250;
const SURE_TAGS = new Set(['nav', 'aside', 'footer', 'menu']);
const LIKELY_TAGS = new Set(['form', 'fieldset', 'figcaption', 'label', 'legend', 'caption']);
const KEPT_TAGS = new Set(['html', 'body', 'main', 'tr', 'td', 'tbody']);
/** Text around an inline element that makes it a piece of a sentence. */
const SENTENCE = 60;
const MAX_ROUNDS = 5;
const MAX_CAPTION = 500;
/** Elements that are looked through for a picture. */
const MAX_SEEN = 30;

type Kind = 'sure' | 'likely' | 'comments';

interface Group {
  kind: Kind;
  prose: number;
}

/** Leaves out what its tag or its names say is no part of an article, unless most of the page stands in it. */
export function prune(parts: Part[]): void {
  const total = parts[0]?.prose ?? 0;
  const misled = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const groups = mark(parts, total, misled);
    let rest = total;
    const wrong: string[] = [];
    for (const [name, group] of groups) {
      if (group.kind === 'likely' && group.prose > total * LIKELY_SHARE) wrong.push(name);
      else rest -= group.prose;
    }
    if (wrong.length === 0 && rest < Math.min(MIN_REST, total * 0.5)) {
      const largest = [...groups].sort(([, one], [, other]) => other.prose - one.prose)[0];
      if (largest !== undefined && largest[1].prose > 0) wrong.push(largest[0]);
    }
    if (wrong.length === 0) break;
    for (const name of wrong) misled.add(name);
  }
  measure(parts);
}

function mark(parts: readonly Part[], total: number, misled: ReadonlySet<string>): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const part of parts) part.left = false;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined) break;
    const found = verdictOf(part, at, parts);
    if (found === null || misled.has(found.name)) continue;
    if (part.prose > total * found.most) continue;
    if (found.kind === 'likely' && isInSentence(part, parts)) continue;
    if (found.most < TAG_SHARE && holdsHeading(at, parts)) continue;
    part.left = true;
    const group = groups.get(found.name);
    if (group === undefined) groups.set(found.name, { kind: found.kind, prose: part.prose });
    else group.prose += part.prose;
    at = part.end - 1;
  }
  return groups;
}

interface Verdict {
  kind: Kind;
  name: string;
  /** Share of the page's prose over which the verdict is wrong. */
  most: number;
}

function verdictOf(part: Part, at: number, parts: readonly Part[]): Verdict | null {
  if (KEPT_TAGS.has(part.tag)) return null;
  const { kind } = part;
  if (kind === 'comments' && part.block) return { kind, name: 'comments', most: TAG_SHARE };
  if (SURE_TAGS.has(part.tag)) return { kind: 'sure', name: part.tag, most: TAG_SHARE };
  const name = part.label.replace(/\d+/g, '');
  if (kind === 'likely' && /^h[1-6]$/.test(part.tag)) return null;
  if (kind === 'sure' && part.block) return { kind, name, most: SURE_SHARE };
  if (kind === 'comments' || kind === 'sure' || kind === 'likely') return { kind: 'likely', name, most: LIKELY_SHARE };
  if (LIKELY_TAGS.has(part.tag) || (part.tag === 'figure' && !hasContent(part, at, parts))) {
    return { kind: 'likely', name: part.tag, most: LIKELY_SHARE };
  }
  if (part.text > 0 && part.text <= MAX_CAPTION && framesPicture(part.label) && holdsPicture(part.element)) {
    return { kind: 'likely', name, most: LIKELY_SHARE };
  }
  return null;
}

/** Whether there is a picture among the first elements within one. */
function holdsPicture(element: Element): boolean {
  const stack: Element[] = [element];
  for (let seen = 0; seen < MAX_SEEN; seen += 1) {
    const current = stack.pop();
    if (current === undefined) return false;
    if (current.tagName === 'img' || current.tagName === 'picture') return true;
    for (const child of current.childNodes) if (isElement(child)) stack.push(child);
  }
  return false;
}

/** Whether a part is the page's head: what holds its heading is no boilerplate. */
function holdsHeading(from: number, parts: readonly Part[]): boolean {
  const end = parts[from]?.end ?? from;
  for (let at = from; at < end; at += 1) if (parts[at]?.tag === 'h1') return true;
  return false;
}

/** Whether an inline element is a piece of a paragraph's text. */
function isInSentence(part: Part, parts: readonly Part[]): boolean {
  if (part.block) return false;
  let parent = parts[part.parent];
  while (parent !== undefined && !parent.block) parent = parts[parent.parent];
  return parent !== undefined && parent.own - part.own > SENTENCE;
}

function hasContent(part: Part, at: number, parts: readonly Part[]): boolean {
  for (let inner = at + 1; inner < part.end; inner += 1) {
    const tag = parts[inner]?.tag;
    if (tag === 'table' || tag === 'blockquote' || tag === 'pre' || tag === 'ul' || tag === 'ol') return true;
  }
  return false;
}

/** Leaves out lists and boxes that are made of links. */
export function pruneLinkLists(parts: Part[]): void {
  const tables = new Uint8Array(parts.length);
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const part = parts[at];
    if (part === undefined) continue;
    if (part.tag === 'table') tables[at] = 1;
    if (tables[at] === 1 && part.parent >= 0) tables[part.parent] = 1;
    if (part.left || !part.block || part.text === 0 || part.prose > 0 || !MAY_BE_LINKS.test(part.tag)) continue;
    if (linkShare(part) > (tables[at] === 1 ? 0.85 : 0.75)) part.left = true;
  }
  measure(parts);
}

const MAY_BE_LINKS = /^(?:ul|ol|dl|table|section|div|article)$/;
