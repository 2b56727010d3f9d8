import type { XmlElement, XmlHandler } from '../xml/read-xml.ts';

/**
 * A handler that is told nothing of some elements and what is in them.
 * @param skipped whether an element is passed over as a whole.
 */
export function skipping(skipped: (element: XmlElement) => boolean, handler: XmlHandler): XmlHandler {
  let depth = 0;
  return {
    open(element) {
      if (depth > 0 || skipped(element)) depth += 1;
      else handler.open(element);
    },
    close(name) {
      if (depth > 0) depth -= 1;
      else handler.close(name);
    },
    text(text) {
      if (depth === 0) handler.text(text);
    },
  };
}
