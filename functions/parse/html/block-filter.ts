import type { DraftBlock } from './blocks.ts';
import { PAYWALLS, PROMPTS, READ_ALSO, SECTIONS } from './boilerplate-phrases.ts';

const any = (lists: Readonly<Record<string, readonly string[]>>) => Object.values(lists).flat().join('|');
const OPEN = '^[\\s▶►»>→•*|\\[(¡¿+–-]{0,6}';
const READ_ALSO_LINE = new RegExp(`${OPEN}(?:${any(READ_ALSO)})(?![\\p{L}\\p{N}])`, 'iu');
const READ_ALSO_COLON = new RegExp(`${OPEN}(?:${any(READ_ALSO)})[^:.!?]{0,30}[:|»>→]\\s{0,3}\\S`, 'iu');
const READ_ALSO_ALONE = new RegExp(`${OPEN}(?:${any(READ_ALSO)})[\\s:.…!?»>→-]{0,5}$`, 'iu');
const SECTION_LINE = new RegExp(`${OPEN}(?:${any(SECTIONS)})[\\s:.…!?»>→-]{0,5}$`, 'iu');
const PROMPT_LINE = new RegExp(`${OPEN}(?:${any(PROMPTS)})(?:(?<![\\p{L}\\p{N}])|(?![\\p{L}\\p{N}]))`, 'iu');
const PAYWALL_LINE = new RegExp(PAYWALLS.join('|'), 'iu');
const RIGHTS = /^(?:©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten)/i;
const CREDIT =
  /(?:getty images|shutterstock|istock(?:photo)?|dpa[/-]|picture[- ]alliance|imago|reuters\/|\bafp\b.{0,20}$|unsplash|pixabay|adobe ?stock|wikimedia commons)/i;
/** Who wrote it, in a line below the text that is set off. */
const BIO =
  /^[\p{Lu}][^.]{2,60}\s(?:is|was|are|ist|war|es|est|jest)\s(?:an?|the|our|[\p{L}-]{1,20}['’]s?|ein(?:e)?|der|die|una?|le|la|une?|[\p{Lu}])\b/u;
const DISCLAIMER =
  /\bnot responsible for\b|\bnot necessarily (?:reflect|represent)|\bcopyright|\bpermission\b|\bnicht (?:unbedingt )?die Meinung|\bno se hace responsable/i;
const EMAIL = /[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,20}/;
const MAX_PROMPT = 260;
/** A longer sentence without a link is said to be read. */
const MAX_SENTENCE = 130;
const MAX_LINE = 220;
const MAX_HEADING = 80;
const MAX_CREDIT = 120;
/** Blocks from the end within which a press release may say who sent it. */
const MAX_FIRM = 8;
const MAX_FIRM_TEXT = 1_500;
const FIRM =
  /^(?:About|Über|À propos de|A propos de|Acerca de|Sobre|O firmie|Informazioni su|Over|Om) (?:the |die |den |das |der )?[\p{Lu}\p{N}]/u;
const MIN_REPEATED = 80;
const MAX_BIO = 500;
/** More headings without text under them are how a page sets its text. */
const MAX_END_HEADINGS = 3;

const linksOf = (block: DraftBlock) => block.links / block.text.length;
const isSetOff = (block: DraftBlock) => block.heading > 0 || block.strong >= block.text.length * 0.8;
const isProse = (block: DraftBlock) =>
  block.heading === 0 && block.text.length >= 80 && linksOf(block) < 0.35 && !isPrompt(block);

/** Whether a block leads to another article. */
function isReadAlso(block: DraftBlock): boolean {
  const { text } = block;
  if (text.length > MAX_LINE) return false;
  if (READ_ALSO_COLON.test(text)) return linksOf(block) > 0.3 || isSetOff(block) || !/[.!?]["”’)]?$/.test(text);
  return READ_ALSO_LINE.test(text) && (linksOf(block) > 0.6 || (isSetOff(block) && linksOf(block) > 0.3));
}

/** Whether a block asks the reader for something, states rights, or credits a picture. */
function isPrompt(block: DraftBlock): boolean {
  const { text } = block;
  const sentence = text.length > MAX_SENTENCE && /[.!?]$/.test(text) && block.links === 0 && !isSetOff(block);
  const listed = block.tag === 'li' && linksOf(block) < 0.5;
  if (block.heading === 0 && !sentence && !listed && text.length <= MAX_PROMPT && PROMPT_LINE.test(text)) return true;
  if (text.length <= MAX_LINE && (RIGHTS.test(text) || PAYWALL_LINE.test(text))) return true;
  return text.length <= MAX_CREDIT && !/[.!?]$/.test(text) && CREDIT.test(text);
}

/** Whether a block opens a section of links, comments or the like. */
function opensSection(block: DraftBlock, next: DraftBlock | undefined): boolean {
  const { text } = block;
  if (text.length > MAX_HEADING) return false;
  if (READ_ALSO_ALONE.test(text) || SECTION_LINE.test(text)) return true;
  return isSetOff(block) && READ_ALSO_LINE.test(text) && (next === undefined || belongs(next));
}

/** Leaves out the blocks that speak of the page, of other articles or of who wrote this one. */
export function filterBlocks(blocks: readonly DraftBlock[]): DraftBlock[] {
  const kept: DraftBlock[] = [];
  const counts = new Map<string, number>();
  for (const { text } of blocks) counts.set(text, (counts.get(text) ?? 0) + 1);
  const seen = new Set<string>();
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) break;
    if (opensSection(block, blocks[at + 1])) {
      // Links and labels up to the next paragraph or heading belong to it.
      while (at + 1 < blocks.length && belongs(blocks[at + 1])) at += 1;
      continue;
    }
    const often = (counts.get(block.text) ?? 1) >= 3 && linksOf(block) > 0.8;
    // Pages set a paragraph twice, for narrow screens and for wide ones.
    const again =
      block.text.length >= MIN_REPEATED && seen.has(block.text) && !/^(?:li|tr|dd|dt|h[1-6]|pre)$/.test(block.tag);
    if (often || again || isReadAlso(block) || isPrompt(block)) continue;
    seen.add(block.text);
    kept.push(block);
  }
  return trimEnd(withoutFirm(kept));
}

function belongs(block: DraftBlock | undefined): boolean {
  if (block === undefined || isProse(block)) return false;
  return linksOf(block) > 0.5;
}

/** A press release ends with what its sender is, under a heading that names it. */
function withoutFirm(blocks: readonly DraftBlock[]): DraftBlock[] {
  const from = Math.max(3, Math.ceil(blocks.length * 0.5), blocks.length - MAX_FIRM);
  for (let at = from; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (
      block !== undefined &&
      block.text.length <= MAX_HEADING &&
      isSetOff(block) &&
      FIRM.test(block.text) &&
      lengthFrom(blocks, at) <= MAX_FIRM_TEXT
    ) {
      return blocks.slice(0, at);
    }
  }
  return blocks.slice();
}

function lengthFrom(blocks: readonly DraftBlock[], from: number): number {
  let length = 0;
  for (let at = from; at < blocks.length; at += 1) length += blocks[at]?.text.length ?? 0;
  return length;
}

function trimEnd(blocks: readonly DraftBlock[]): DraftBlock[] {
  let end = blocks.length;
  let headings = 0;
  for (; end > 1; end -= 1) {
    const block = blocks[end - 1];
    if (block === undefined) break;
    const { text } = block;
    const signed = text.length <= MAX_BIO && block.strong >= text.length * 0.8 && (BIO.test(text) || EMAIL.test(text));
    const contact = text.length <= MAX_LINE && EMAIL.test(text);
    if (block.heading > 0) headings += 1;
    if (headings > MAX_END_HEADINGS) return blocks.slice();
    const disclaims = text.length <= MAX_BIO && block.strong >= text.length * 0.8 && DISCLAIMER.test(text);
    if (!(block.heading > 0 || signed || disclaims || contact || (linksOf(block) > 0.8 && text.length <= MAX_LINE)))
      break;
  }
  return blocks.slice(0, end);
}
