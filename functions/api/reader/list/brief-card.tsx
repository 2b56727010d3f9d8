import type { MeasureStatus } from '../../../core/brief.ts';
import { statusLabel } from '../../../core/render/labels.ts';
import type { ListedBrief } from '../../responses.ts';
import { briefPath, placeId } from '../app/page-paths.ts';
import { DateOf } from '../text/dates.tsx';
import { Facts } from '../text/facts.tsx';
import { Line, Names, Quote } from '../text/line.tsx';
import { counted, typeLabel, voiceLabel } from '../text/vocabulary.ts';

/** A brief in the list: what it says, who says so, how much there is of it. */
export function BriefCard({ brief }: { brief: ListedBrief }) {
  const { briefId, headline, source, datedAt, receivedAt, words, measures, counts, voices, opinion, matches } = brief;
  const silent = brief.notHeard.map((id) => brief.parties.find((party) => party.id === id)?.name ?? id);
  return (
    <li class="card">
      <h2>
        <a href={briefPath(briefId)}>
          <Line text={headline} />
        </a>
      </h2>
      <p class="masthead">
        <Facts>
          {source !== null && (
            <strong>
              <Line text={source} />
            </strong>
          )}
          <span>
            <DateOf datedAt={datedAt} receivedAt={receivedAt} />
          </span>
          <span>{counted(words, 'word')}</span>
          {opinion && <span class="opinion">opinion</span>}
        </Facts>
      </p>
      {measures.length > 0 && (
        <ul class="card-measures" aria-label="Measures">
          {byStatus(measures).map(([status, types]) => (
            <li key={status}>
              <span class={`status status-${status}`}>{statusLabel(status)}</span> {types.join(', ')}
            </li>
          ))}
        </ul>
      )}
      <dl class="card-facts">
        <div>
          <dt class="hidden">Holds</dt>{' '}
          <dd>
            {counted(counts.measures, 'measure')} · {counts.unresolvedIssues} open · {counted(counts.risks, 'risk')}
          </dd>
        </div>
        {voices.length > 0 && (
          <div>
            <dt>Said by</dt> <dd>{voices.map(voiceLabel).join(', ')}</dd>
          </div>
        )}
        {silent.length > 0 && (
          <div>
            <dt>Not heard</dt>{' '}
            <dd>
              <Names names={silent} most={4} />
            </dd>
          </div>
        )}
      </dl>
      {matches !== undefined && matches.length > 0 && <Matches briefId={briefId} matches={matches} />}
    </li>
  );
}

/** The kinds of measure under each status, in the order of the statuses' first mention. */
function byStatus(measures: ListedBrief['measures']): [MeasureStatus, string[]][] {
  const types = new Map<MeasureStatus, string[]>();
  for (const { type, status } of measures) {
    types.set(status, [...(types.get(status) ?? []), typeLabel(type).toLowerCase()]);
  }
  return [...types];
}

const PLACES = {
  headline: 'Headline',
  summary: 'Summary',
  parties: 'Party',
  positions: 'Position',
  measures: 'Measure',
  unresolvedIssues: 'Open issue',
  risks: 'Risk',
  upsides: 'Hoped for',
} as const;

/** Where a search found its words, each with its quote. */
function Matches({ briefId, matches }: { briefId: string; matches: NonNullable<ListedBrief['matches']> }) {
  return (
    <ul class="matches" aria-label="Where the words are">
      {matches.map(({ list, itemId, text, evidence }, index) => (
        <li key={`${index} ${itemId ?? list}`}>
          <a href={briefPath(briefId, itemId ?? placeId(evidence))}>
            <span class="kind">{PLACES[list]}</span> <Line text={text} />
          </a>
          {evidence !== undefined && evidence.quote !== text && (
            <q class="quote">
              <Quote text={evidence.quote} />
            </q>
          )}
        </li>
      ))}
    </ul>
  );
}
