import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dayLabel, likelihoodLabel, statusLabel } from '../../../core/render/labels.ts';
import type { CitedRisk, Dossier, DossierMeasure, Relation } from '../../responses.ts';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { briefPath, dossierPath } from '../app/page-paths.ts';
import { useResource } from '../app/resource.ts';
import { useServices, useTitle } from '../app/services.ts';
import { IssueLine } from '../issues/issues-page.tsx';
import { attributionWords } from '../text/attribution-words.ts';
import { Citation } from '../text/citation.tsx';
import { Facts } from '../text/facts.tsx';
import { Line, Names, Says } from '../text/line.tsx';
import { singleLine } from '../text/plain-text.ts';
import { capitalised, counted, typeLabel } from '../text/vocabulary.ts';
import { mergedDossier } from './merged-dossier.ts';
import { TimelineChart } from './timeline-chart.tsx';

/** What briefs say of one party, over time. */
export function DossierPage({ id }: { id: string }) {
  const { client } = useServices();
  const [dossier, again] = useResource(`dossier ${id}`, () => client.getDossier(id));
  useTitle(dossier.state === 'ready' ? singleLine(dossier.value.party.name) : undefined);
  return (
    <div class="plain-page dossier">
      {dossier.state === 'loading' && <Skeleton lines={10} label="The dossier is loading." />}
      {dossier.state === 'failed' && <FailureNotice error={dossier.error} again={again} />}
      {dossier.state === 'ready' && <DossierView first={dossier.value} />}
    </div>
  );
}

/** The groups of measures, in the order of the page. */
const GROUPS = [
  ['did', 'Did'],
  ['agreed', 'Agreed'],
  ['announced', 'Announced'],
  ['proposed', 'Proposed'],
  ['refused', 'Refused'],
  ['threatened', 'Threatened'],
  ['asked', 'Was asked'],
  ['ended', 'Ended'],
  ['unclear', 'Status not stated'],
] as const;

function DossierView({ first }: { first: Dossier }) {
  const { client } = useServices();
  const [older, setOlder] = useState<Dossier>();
  const [failure, setFailure] = useState<unknown>();
  const [isLoading, setLoading] = useState(false);
  const dossier = older ?? first;
  const { party, measures, next } = dossier;
  const all = GROUPS.flatMap(([name]) => measures[name]);
  const more = (): void => {
    setLoading(true);
    setFailure(undefined);
    client
      .getDossier(party.id, { cursor: next })
      .then((page) => setOlder(mergedDossier(dossier, page)), setFailure)
      .finally(() => setLoading(false));
  };
  return (
    <>
      <header class="dossier-head">
        <h1>
          <Line text={party.name} />
        </h1>
        <p class="masthead">
          <Facts>
            <span>{capitalised(party.kind.replaceAll('-', ' '))}</span>
            {party.country !== undefined && <span>{party.country}</span>}
            {party.aliases.length > 0 && (
              <span>
                also <Names names={party.aliases} most={5} />
              </span>
            )}
          </Facts>
        </p>
        <p class="aside">
          From {counted(dossier.briefs, 'brief')}
          {dossier.from !== null && dossier.to !== null && (
            <>
              {' '}
              listed {dayLabel(dossier.from)}
              {dayLabel(dossier.from) !== dayLabel(dossier.to) && ` to ${dayLabel(dossier.to)}`}
            </>
          )}
          . <a href={`/?party=${encodeURIComponent(party.id)}`}>See them</a>
        </p>
        <ul class="figures">
          <Figure count={all.length} one="measure" />
          <Figure count={dossier.faced.length} one="measure of others" many="measures of others" />
          <Figure count={dossier.issues.length} one="open issue" />
          <Figure count={dossier.risks.length} one="risk" />
          <Figure count={dossier.positions.length} one="position" />
        </ul>
      </header>
      <TimelineChart measures={all} />
      {GROUPS.map(([name, title]) => (
        <Section key={name} title={title} count={measures[name].length}>
          {measures[name].map((measure) => (
            <MeasureLine key={`${measure.briefId} ${measure.itemId}`} measure={measure} />
          ))}
        </Section>
      ))}
      <Section title="Faced from others" count={dossier.faced.length}>
        {dossier.faced.map((measure) => (
          <MeasureLine key={`${measure.briefId} ${measure.itemId}`} measure={measure} />
        ))}
      </Section>
      <Section title="Says" count={dossier.positions.length}>
        {dossier.positions.map((position) => (
          <li key={`${position.briefId} ${position.evidence[0]?.start} ${position.statement}`}>
            <p>
              <strong>
                <Line text={position.speaker} />:
              </strong>{' '}
              <Line text={position.statement} />
            </p>
            <Citation cited={position} says={position.statement} />
          </li>
        ))}
      </Section>
      <Section title="Open" count={dossier.issues.length}>
        {dossier.issues.map((issue) => (
          <li key={`${issue.briefId} ${issue.itemId}`}>
            <p>
              <strong>
                <Line text={capitalised(issue.topic)} />
              </strong>
            </p>
            <IssueLine issue={issue} />
          </li>
        ))}
      </Section>
      <Section title="Risks" count={dossier.risks.length}>
        {dossier.risks.map((risk) => (
          <RiskLine key={`${risk.briefId} ${risk.itemId}`} risk={risk} />
        ))}
      </Section>
      <div class="relations">
        <Relations title="Acts with" relations={dossier.actsWith} />
        <Relations title="Acts against, or is acted against by" relations={dossier.actsAgainst} />
      </div>
      {failure !== undefined && <FailureNotice error={failure} again={more} />}
      {next !== undefined && (
        <button type="button" class="more" disabled={isLoading} onClick={more}>
          {isLoading ? 'Loading older briefs' : 'Read older briefs'}
        </button>
      )}
    </>
  );
}

function Figure({ count, one, many = `${one}s` }: { count: number; one: string; many?: string }) {
  return (
    <li>
      <strong>{count}</strong> {count === 1 ? one : many}
    </li>
  );
}

interface SectionProps {
  title: string;
  count: number;
  children: ComponentChildren;
}

function Section({ title, count, children }: SectionProps) {
  const id = `section-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  if (count === 0) return null;
  return (
    <section class="dossier-section" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="count">{count}</span>
      </h2>
      <ul class="dossier-lines">{children}</ul>
    </section>
  );
}

function MeasureLine({ measure }: { measure: DossierMeasure }) {
  const { status, type, description, actors, targets, attribution, certainty, deadline, when } = measure;
  return (
    <li>
      <p>
        <span class={`status status-${status}`}>{statusLabel(status)}</span>{' '}
        <Says text={description} evidence={measure.evidence} />
      </p>
      <p class="masthead">
        <Facts>
          <span>{typeLabel(type)}</span>
          {actors.length > 0 && (
            <span>
              <Names names={actors.map(({ name }) => name)} />
              {targets.length > 0 && (
                <>
                  {' '}
                  <span aria-hidden="true">→</span>
                  <span class="hidden">towards</span> <Names names={targets.map(({ name }) => name)} />
                </>
              )}
            </span>
          )}
          <span>
            <Line text={attributionWords(attribution)} />
          </span>
          {when !== undefined && (
            <span>
              <Line text={when.stated} />
            </span>
          )}
          {deadline !== undefined && (
            <span>
              deadline <Line text={deadline} />
            </span>
          )}
          {certainty === 'low' && <span>less certain</span>}
        </Facts>
      </p>
      <Citation cited={measure} itemId={measure.itemId} says={description} />
    </li>
  );
}

function RiskLine({ risk }: { risk: CitedRisk }) {
  const { statement, probabilityStated, likelihood, attribution } = risk;
  return (
    <li>
      <p>
        {probabilityStated && <strong>{capitalised(likelihoodLabel(likelihood))}: </strong>}
        <Says text={statement} evidence={risk.evidence} />
      </p>
      <p class="aside">
        <Line text={attributionWords(attribution)} />
      </p>
      <Citation cited={risk} itemId={risk.itemId} says={statement} />
    </li>
  );
}

/** Most items of a relation that are linked one by one. */
const MOST_ITEMS = 6;

function Relations({ title, relations }: { title: string; relations: readonly Relation[] }) {
  if (relations.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {relations.map(({ party, count, items }) => (
          <li key={party.id}>
            <a href={dossierPath(party.id)}>
              <Line text={party.name} />
            </a>{' '}
            <span class="count">{count}</span>{' '}
            <span class="aside">
              {items.slice(0, MOST_ITEMS).map(({ briefId, itemId }, index) => (
                <a
                  key={`${briefId} ${itemId}`}
                  href={briefPath(briefId, itemId)}
                  aria-label={`Item ${index + 1} with ${singleLine(party.name)}`}
                >
                  [{index + 1}]
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
