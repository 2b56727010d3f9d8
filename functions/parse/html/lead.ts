import { bareText } from '../normalise.ts';
import { linkShare, type Part } from './outline.ts';
import { textOf } from './tree.ts';

const MIN_LEAD = 50;
const MAX_LEADS = 3;
/** Parts between a heading and the text that are looked at. */
const MAX_REACH = 400;

/** Who wrote it, in place of what it says. */
const BIO =
  /\b(?:is|are|has been|ist|war|es|est) (?:an? |the |ein(?:e)? |una? |une? )?[^.]{0,80}\b(?:journalist|author|writer|editor|reporter|correspondent|columnist|contributor|blogger|autor(?:in)?|redakteur(?:in)?|journalistin?|periodista|journaliste)\b/i;

/**
 * The paragraphs between the article's heading and its text: outlets set the first one apart, and often outside of the
 * frame that holds the others.
 * @param first index of the part that the text begins with.
 */
export function leadOf(parts: readonly Part[], first: number, title: string | null): number[] {
  const heading = headingBefore(parts, first, title);
  if (heading < 0) return [];
  const leads: number[] = [];
  for (let at = parts[heading]?.end ?? first; at < first && leads.length < MAX_LEADS; at += 1) {
    const part = parts[at];
    if (part === undefined) break;
    if (part.left) {
      at = part.end - 1;
      continue;
    }
    if (
      !part.block ||
      part.own < MIN_LEAD ||
      linkShare(part) > 0.3 ||
      /^(?:li|t[dhr]|dt|dd|figcaption)$/.test(part.tag)
    )
      continue;
    if (part.text > part.own * 1.2) continue;
    if (BIO.test(textOf(part.element, 600))) continue;
    if (part.own < 90 && !/[.!?…:"”»]$/.test(textOf(part.element, 400))) continue;
    leads.push(at);
    at = part.end - 1;
  }
  return leads;
}

function headingBefore(parts: readonly Part[], first: number, title: string | null): number {
  const wanted = bareText(title ?? '');
  if (wanted.length < 8) return -1;
  for (let at = first - 1; at >= 0 && at > first - MAX_REACH; at -= 1) {
    const part = parts[at];
    if (part === undefined || !/^h[12]$/.test(part.tag) || part.text < 8) continue;
    const text = bareText(textOf(part.element, 400));
    if (text.length >= 8 && (wanted.includes(text) || text.includes(wanted))) return at;
  }
  return -1;
}
