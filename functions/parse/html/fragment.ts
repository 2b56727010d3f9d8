import { collapseSpace } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { guardComplexity } from './guard.ts';
import { attribute, type ChildNode, isElement, isText, parseTree, UNSEEN } from './tree.ts';

/** A paragraph, heading, list item or table row. */
export interface FragmentBlock {
  text: string;
  /** 1 to 6 for a heading, else 0. */
  heading: number;
}

const LEFT_OUT = new Set([
  'figcaption',
  'button',
  'input',
  'textarea',
  'label',
  'img',
  'head',
  'nav',
  'form',
  ...UNSEEN,
]);
const BLOCK =
  /^(?:address|article|aside|blockquote|body|center|dd|details|div|dl|dt|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul|caption)$/;
const HIDDEN = /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i;

/** One step of a walk: a node to enter, or the end of an element. */
type Step = { enter: ChildNode } | { leave: string };

/**
 * The blocks of a piece of HTML that is all article (the content of a feed's entry, a mail): text as a browser shows it,
 * without captions, forms and what is hidden.
 * @throws RejectedError `too-complex` for hostile depth or size.
 */
export function fragmentBlocks(html: string, limits: Pick<ParseLimits, 'htmlDepth' | 'htmlElements'>): FragmentBlock[] {
  guardComplexity(html, limits);
  const blocks: FragmentBlock[] = [];
  let pieces: string[] = [];
  let afterBreak = false;
  let heading = 0;
  const end = () => {
    const lines = pieces.join('').split('\n').map(collapseSpace);
    const shown = lines.filter((line) => line !== '').map((line) => line.replace(/^(?:\| ?)+|(?: ?\|)+$/g, '').trim());
    pieces = [];
    afterBreak = false;
    if (shown.some((line) => line !== '')) blocks.push({ text: shown.join('\n'), heading });
  };
  const steps: Step[] = parseTree(html)
    .childNodes.map((enter) => ({ enter }))
    .reverse();
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('leave' in step) {
      if (BLOCK.test(step.leave)) {
        end();
        if (/^h[1-6]$/.test(step.leave)) heading = 0;
      } else if (step.leave === 'td' || step.leave === 'th') pieces.push(' | ');
      continue;
    }
    const node = step.enter;
    if (isText(node)) {
      pieces.push(node.value.replace(/[\n\r\t]+/g, ' '));
      afterBreak &&= node.value.trim() === '';
    }
    if (!isElement(node) || LEFT_OUT.has(node.tagName) || HIDDEN.test(attribute(node, 'style'))) continue;
    if (node.tagName === 'br') {
      // Two in a row end a paragraph.
      if (afterBreak) end();
      else {
        pieces.push('\n');
        afterBreak = true;
      }
      continue;
    }
    if (BLOCK.test(node.tagName)) {
      end();
      if (/^h[1-6]$/.test(node.tagName)) heading = Number(node.tagName.charAt(1));
    }
    steps.push({ leave: node.tagName });
    for (let at = node.childNodes.length - 1; at >= 0; at -= 1) {
      const child = node.childNodes[at];
      if (child) steps.push({ enter: child });
    }
  }
  end();
  return blocks;
}
