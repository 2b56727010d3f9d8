import { collapseSpace } from '../normalise.ts';
import { isBlock, isShown } from './outline.ts';
import { attribute, type ChildNode, type Element, isElement, isText, textOf } from './tree.ts';

/** A paragraph, heading, list item or table row of the main text. */
export interface Block {
  text: string;
  /** 1 to 6 for a heading, else 0. */
  heading: number;
}

/** A block as it is judged: with the element it stands in and how much of it is links and emphasis. */
export interface DraftBlock extends Block {
  element: Element;
  tag: string;
  links: number;
  strong: number;
}

const CELLS = new Set(['td', 'th']);
const MAX_CELL = 300;
const EMPHASIS = new Set(['strong', 'b', 'em', 'i', 'u']);

/** A row without the marks of the empty cells at its ends. */
function trimCells(row: string): string {
  let start = 0;
  let end = row.length;
  while (start < end && (row[start] === '|' || row[start] === ' ')) start += 1;
  while (end > start && (row[end - 1] === '|' || row[end - 1] === ' ')) end -= 1;
  return row.slice(start, end);
}

/** Notes the one paragraph of a cell, which is the cell's text and no block of its own. */
function noteSole(cell: Element, soles: Set<Element>): void {
  let sole: Element | null = null;
  for (const child of cell.childNodes) {
    if (isText(child) ? child.value.trim() === '' : !isElement(child)) continue;
    if (sole !== null || !isElement(child) || (child.tagName !== 'p' && child.tagName !== 'div')) return;
    sole = child;
  }
  // Pages are laid out with tables too: a column of text is no cell.
  if (sole !== null && textOf(sole, MAX_CELL + 1).length <= MAX_CELL) soles.add(sole);
}

interface Visit {
  node: Element;
  next: number;
  link: boolean;
  strong: boolean;
}

/** Text of an element by block: white space as a browser shows it, `br` ends a line, cells of a row stand apart. */
export function blocksOf(root: Element, left: ReadonlySet<Element>): DraftBlock[] {
  const blocks: DraftBlock[] = [];
  let text = '';
  let links = 0;
  let strong = 0;
  let heading = 0;
  let cells = false;
  let broken = false;
  let holder = root;
  const end = () => {
    const lines = text
      .split('\n')
      .map(collapseSpace)
      .filter((line) => line !== '' && line !== '|');
    const joined = cells ? trimCells(lines.join('\n')) : lines.join('\n');
    cells = false;
    if (joined !== '') blocks.push({ text: joined, heading, element: holder, tag: holder.tagName, links, strong });
    text = '';
    links = 0;
    strong = 0;
    broken = false;
  };
  const inCell = new Set<Element>();
  const stack: Visit[] = [];
  const enter = (node: ChildNode, link: boolean, emphasis: boolean) => {
    if (isText(node)) {
      const value = node.value.replace(/[\n\r\t]+/g, ' ');
      text += value;
      const length = value.trim().length;
      if (length > 0) broken = false;
      if (link) links += length;
      if (emphasis) strong += length;
    }
    if (!isElement(node) || !isShown(node) || left.has(node)) return;
    const name = node.tagName;
    if (name === 'br') {
      // Two in a row end a paragraph.
      if (broken) end();
      else text += '\n';
      broken = text !== '';
      return;
    }
    const cell = CELLS.has(name);
    if (cell) noteSole(node, inCell);
    if (isBlock(name) && !cell && !inCell.has(node)) {
      end();
      holder = node;
      if (/^h[1-6]$/.test(name)) heading = Number(name.charAt(1));
    }
    stack.push({
      node,
      next: 0,
      link: link || (name === 'a' && attribute(node, 'href') !== ''),
      strong: emphasis || EMPHASIS.has(name),
    });
  };
  enter(root, false, false);
  while (stack.length > 0) {
    const visit = stack.at(-1);
    if (visit === undefined) break;
    const child = visit.node.childNodes[visit.next];
    visit.next += 1;
    if (child !== undefined) {
      enter(child, visit.link, visit.strong);
      continue;
    }
    stack.pop();
    const name = visit.node.tagName;
    if (CELLS.has(name)) {
      text += ' | ';
      cells = true;
    } else if (isBlock(name) && !inCell.has(visit.node)) {
      end();
      if (/^h[1-6]$/.test(name)) heading = 0;
      const outer = stack.at(-1)?.node;
      if (outer !== undefined) holder = outer;
    }
  }
  end();
  return blocks;
}
