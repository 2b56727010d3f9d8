/** A stretch of text, by its offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch that something cites. */
export interface CitedSpan extends Span {
  readonly id: string;
}

/** A stretch within which the same things are cited throughout; none of them in most. */
export interface Segment extends Span {
  /** Who cites it, each once, in the order of their first mention. */
  readonly ids: readonly string[];
}

/** A paragraph of the text, and the segments that it is cut into. */
export interface Paragraph extends Span {
  readonly segments: readonly Segment[];
}

/**
 * Cuts a stretch of text wherever a citation begins or ends. The segments follow one another without a gap and cover
 * the stretch. Citations may overlap, nest and repeat; what is outside the stretch counts for nothing.
 */
export function segmentsOf(stretch: Span, citations: readonly CitedSpan[]): Segment[] {
  const { start: from, end: to } = stretch;
  if (to <= from) return [];
  const inside = citations
    .map(({ id, start, end }) => ({ id, start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => start < end);
  const cuts = new Set([from, to]);
  for (const { start, end } of inside) cuts.add(start).add(end);
  const edges = [...cuts].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const end = edges[index + 1] ?? to;
    const ids = inside.filter((span) => span.start <= start && span.end >= end).map(({ id }) => id);
    segments.push({ start, end, ids: [...new Set(ids)] });
  }
  return segments;
}

/** Where the paragraphs of a text are: what blank lines part. */
function paragraphSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\n[^\S\n]*\n\s*/g)) {
    if (index > start) spans.push({ start, end: index });
    start = index + gap.length;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

/** A text in paragraphs, each cut into segments. */
export function paragraphsOf(text: string, citations: readonly CitedSpan[]): Paragraph[] {
  return paragraphSpans(text).map((span) => ({
    ...span,
    segments: segmentsOf(
      span,
      citations.filter(({ start, end }) => start < span.end && end > span.start),
    ),
  }));
}

/**
 * The same segments in blocks of about `size` code units, so that a browser lays out a line of a million characters
 * piece by piece. A segment that is longer is cut, never within a surrogate pair.
 */
export function blocksOf(text: string, segments: readonly Segment[], size: number): Segment[][] {
  const blocks: Segment[][] = [];
  let block: Segment[] = [];
  let room = size;
  for (const segment of segments) {
    let { start } = segment;
    while (start < segment.end) {
      let end = Math.min(segment.end, start + room);
      if (end < segment.end && isLowSurrogate(text, end)) end += 1;
      block.push({ start, end, ids: segment.ids });
      room -= end - start;
      start = end;
      if (room <= 0) {
        blocks.push(block);
        block = [];
        room = size;
      }
    }
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
