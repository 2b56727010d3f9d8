import type { Evidence } from '../../../core/brief.ts';
import { briefPath, placeId } from '../app/page-paths.ts';
import { DateOf } from './dates.tsx';
import { Facts } from './facts.tsx';
import { Line, Quote } from './line.tsx';

/** What a line of a dossier or of an issue rests on. */
interface Cited {
  readonly briefId: string;
  readonly headline: string;
  readonly source: string | null;
  readonly datedAt: string | null;
  readonly receivedAt: string | null;
  readonly evidence: readonly Evidence[];
}

/** The clearest quote of a line, its outlet and date, and the way to it. */
export function Citation({ cited, itemId, says }: { cited: Cited; itemId?: string; says: string }) {
  const { briefId, headline, source, datedAt, receivedAt, evidence } = cited;
  const [first] = evidence;
  return (
    <div class="citation">
      {first !== undefined && first.quote !== says && (
        <q class="quote">
          <Quote text={first.quote} />
        </q>
      )}
      <p class="masthead">
        <Facts>
          <a href={briefPath(briefId, itemId ?? placeId(first))}>
            <Line text={headline} />
          </a>
          {source !== null && (
            <span>
              <Line text={source} />
            </span>
          )}
          <span>
            <DateOf datedAt={datedAt} receivedAt={receivedAt} />
          </span>
        </Facts>
      </p>
    </div>
  );
}
