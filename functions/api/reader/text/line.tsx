import type { Evidence } from '../../../core/brief.ts';
import { singleLine } from './plain-text.ts';

/** A text of an article as one line of the page, apart from the direction of what stands around it. */
export function Line({ text }: { text: string }) {
  return <bdi dir="auto">{singleLine(text)}</bdi>;
}

/** Quotation marks around it, unless it begins with some. */
export function Quote({ text }: { text: string }) {
  const line = singleLine(text);
  return <bdi dir="auto">{/^[“"«„]/u.test(line) ? line : `“${line}”`}</bdi>;
}

/** Names with commas between them. */
export function Names({ names, most = 8 }: { names: readonly string[]; most?: number }) {
  const shown = names.slice(0, most);
  return (
    <>
      {shown.map((name, index) => (
        <span key={`${index}-${name}`}>
          {index > 0 && ', '}
          <Line text={name} />
        </span>
      ))}
      {names.length > most && ` and ${names.length - most} more`}
    </>
  );
}

/** A text of ours, or marked as a quotation where it is one. */
export function Says({ text, evidence }: { text: string; evidence: readonly Evidence[] }) {
  return evidence.some(({ quote }) => quote === text) ? <Quote text={text} /> : <Line text={text} />;
}
