import type { Line as Pieces } from '../../../core/render/page.ts';
import { Line, Quote } from '../text/line.tsx';

/** A line of a page as the core composes it; of what others wrote, each piece by itself and as text. */
export function PiecesOf({ line }: { line: Pieces }) {
  return (
    <>
      {line.map((piece, index) => {
        switch (piece.kind) {
          case 'words':
            return piece.text;
          case 'text':
            return <Line key={index} text={piece.text} />;
          case 'quotation':
            return <Quote key={index} text={piece.text} />;
          case 'strong':
          case 'emphasis':
          case 'item':
            return <PiecesOf key={index} line={piece.content} />;
          default:
            return null;
        }
      })}
    </>
  );
}
