import type { Brief } from '../../../core/brief.ts';
import { attributionLabel } from '../../../core/render/labels.ts';
import { isNamesOnly, remarksOf } from '../../../core/render/list-notes.ts';
import type { ServedBrief } from '../../responses.ts';
import { dossierPath } from '../app/page-paths.ts';
import { DeskSection } from '../desk/noted.tsx';
import { DateOf } from '../text/dates.tsx';
import { Facts } from '../text/facts.tsx';
import { Line, Names } from '../text/line.tsx';
import { counted } from '../text/vocabulary.ts';
import { BriefTools } from './brief-tools.tsx';
import { lineId, positionId } from './cited-lines.ts';
import { CitedSentence } from './cited-sentence.tsx';
import { IssueSection, MeasureSection, RiskSection } from './item-sections.tsx';
import { nameOf } from './party-names.tsx';
import { VersionNotice, Versions } from './versions.tsx';

interface BriefBodyProps {
  brief: ServedBrief;
  /** The quotes under their numbers. */
  notes: readonly string[];
  /** The version that the address names; undefined for the brief as it is now. */
  version: string | undefined;
}

/** A brief as a page: what it says, who says so, and what it lacks. */
export function BriefBody({ brief, notes, version }: BriefBodyProps) {
  return (
    <article class="brief">
      {version !== undefined && <VersionNotice brief={brief} />}
      <Head brief={brief} />
      <Summary brief={brief} />
      <MeasureSection brief={brief} />
      <IssueSection brief={brief} />
      <RiskSection brief={brief} />
      <DatedSection brief={brief} list="ahead" title="Ahead" />
      <DatedSection brief={brief} list="timeline" title="Time line" />
      <Parties brief={brief} />
      <NotStated brief={brief} />
      <DeskSection />
      <Versions brief={brief} />
      <PrintNotes notes={notes} />
      <Foot brief={brief} />
    </article>
  );
}

function Head({ brief }: { brief: Brief }) {
  const { source, dateline, publishedAt, receivedAt, words, authors } = brief.article;
  return (
    <header class="brief-head">
      <h1>
        <Line text={brief.headline.text} />
      </h1>
      <p class="masthead">
        <Facts>
          {source !== null && (
            <strong>
              <Line text={source} />
            </strong>
          )}
          {authors.length > 0 && (
            <span>
              by <Names names={authors} most={3} />
            </span>
          )}
          {dateline.places.length > 0 && (
            <span>
              <Line text={dateline.places.join(' / ')} />
            </span>
          )}
          <span>
            {publishedAt === null && dateline.date !== null && 'dateline '}
            <DateOf datedAt={publishedAt ?? dateline.date} receivedAt={receivedAt} />
          </span>
          <span>{counted(words, 'word')}</span>
        </Facts>
      </p>
      <Sourcing brief={brief} />
      <Remarks brief={brief} />
      <BriefTools brief={brief} />
    </header>
  );
}

/** What the brief rests on, and who has no say in it: facts, no adjective. */
function Sourcing({ brief }: { brief: Brief }) {
  const { named, bodies, unnamed, notHeard, opinion, outletOnly, attributed } = brief.sourcing;
  const listed = [...named, ...bodies, ...unnamed.map((label) => `unnamed: ${label}`)];
  const items = [...brief.measures, ...brief.unresolvedIssues, ...brief.risks, ...brief.upsides];
  const cited = items.filter(({ attribution: { voice, label, party } }) => voice !== 'outlet' && (label ?? party));
  const sources =
    listed.length > 0 ? listed : [...new Set(cited.map(({ attribution }) => attributionLabel(attribution, brief)))];
  return (
    <dl class="sourcing">
      <div>
        <dt>Rests on</dt>{' '}
        <dd>
          {sources.length > 0 ? <Names names={sources} /> : isNamesOnly(brief) ? 'names alone' : 'the outlet alone'}
          {attributed + outletOnly > 0 && (
            <span class="aside">
              {' '}
              · {attributed} of {counted(attributed + outletOnly, 'item')} with a source
            </span>
          )}
        </dd>
      </div>
      {notHeard.length > 0 && (
        <div>
          <dt>Not heard</dt>{' '}
          <dd>
            <Names names={notHeard.map((id) => nameOf(brief, id))} />
          </dd>
        </div>
      )}
      {opinion && (
        <div>
          <dt>Opinion</dt> <dd>The article is marked or written as opinion.</dd>
        </div>
      )}
    </dl>
  );
}

/** Remarks on the whole article; those on one list stand where the list is empty. */
function Remarks({ brief }: { brief: Brief }) {
  const notes = remarksOf(brief);
  if (notes.length === 0) return null;
  return (
    <p class="remarks">
      <Line text={notes.join(' ')} />
    </p>
  );
}

function Summary({ brief }: { brief: Brief }) {
  if (brief.summary.length === 0) return null;
  return (
    <section class="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="hidden">
        Summary
      </h2>
      {brief.summary.map(({ text }, index) => (
        <CitedSentence key={lineId('summary', index)} id={lineId('summary', index)} text={text} />
      ))}
    </section>
  );
}

function DatedSection({ brief, list, title }: { brief: Brief; list: 'ahead' | 'timeline'; title: string }) {
  const entries = brief[list];
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={`${list}-title`} class={list}>
      <h2 id={`${list}-title`}>{title}</h2>
      <ul class="dated">
        {entries.map(({ when, text }, index) => (
          <li key={lineId(list, index)}>
            <span class="when">{when === undefined ? 'no date' : <Line text={when.stated} />}</span>
            <CitedSentence id={lineId(list, index)} text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const ROLE_LABELS: Record<Brief['parties'][number]['role'], string> = {
  acts: 'acts',
  'acted-upon': 'is acted upon',
  mediates: 'mediates',
  backs: 'backs',
  mentioned: 'background',
};

function Parties({ brief }: { brief: Brief }) {
  const { parties, sourcing } = brief;
  if (parties.length === 0) return null;
  return (
    <section class="parties" aria-labelledby="parties-title">
      <h2 id="parties-title">Parties</h2>
      <ul>
        {parties.map(({ id, name, role, positions, heard }) => (
          <li key={id}>
            <a href={dossierPath(id)}>
              <Line text={name} />
            </a>{' '}
            <span class="aside">
              {ROLE_LABELS[role]}
              {sourcing.notHeard.includes(id) ? ' · not heard' : heard ? ' · heard' : ''}
            </span>
            {positions.length > 0 && (
              <ul class="positions">
                {positions.map(({ statement, speaker }, index) => (
                  <li key={positionId(id, index)}>
                    <CitedSentence id={positionId(id, index)} text={statement} lead={speaker} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function NotStated({ brief }: { brief: Brief }) {
  if (brief.notStated.length === 0) return null;
  return (
    <section class="not-stated" aria-labelledby="not-stated-title">
      <h2 id="not-stated-title">Not in the article</h2>
      <p>
        <Line text={brief.notStated.join('; ')} />
      </p>
    </section>
  );
}

/** The quotes under their numbers, on paper, where nothing can be chosen. */
function PrintNotes({ notes }: { notes: readonly string[] }) {
  return (
    <section class="print-only print-notes">
      <h2>Quotes, by paragraph</h2>
      {notes.map((note) => (
        <p key={note}>
          <Line text={note} />
        </p>
      ))}
    </section>
  );
}

function Foot({ brief }: { brief: Brief }) {
  const { coverage, analysis, article, briefId } = brief;
  const maker = analysis.analyzer === 'embedded' ? 'embedded rules, no AI model' : `analyzer ${analysis.analyzer}`;
  return (
    <footer class="brief-foot">
      <p>
        {coverage.cited} of {coverage.sentences} sentences used; every quote verified in the text. Precis{' '}
        {analysis.version}, {maker}. Brief {briefId.slice(0, 8)}.
      </p>
      {article.rights !== null && (
        <p>
          <Line text={article.rights} />
        </p>
      )}
    </footer>
  );
}
