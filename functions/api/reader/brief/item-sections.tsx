import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Brief, Measure, Risk, UnresolvedIssue } from '../../../core/brief.ts';
import { attributionLabel, likelihoodLabel, stateLabel, statusLabel } from '../../../core/render/labels.ts';
import { whyEmpty } from '../../../core/render/list-notes.ts';
import { useDesk } from '../desk/desk-tools.ts';
import { Rejected } from '../desk/noted.tsx';
import { Facts } from '../text/facts.tsx';
import { Line, Names, Quote, Says } from '../text/line.tsx';
import { capitalised, typeLabel } from '../text/vocabulary.ts';
import { useChoice } from './choice.ts';
import { type Item, type ItemList, isSure } from './cited-lines.ts';
import { ItemCard } from './item-card.tsx';
import { nameOf, PartyLinks } from './party-names.tsx';

type Fact = readonly [string, ComponentChildren];

function textFacts(facts: readonly (readonly [string, string | undefined])[]): Fact[] {
  return facts.flatMap(([name, text]) =>
    text === undefined ? [] : [[name, <Line key={name} text={text} />] as const],
  );
}

function partyFact(brief: Brief, name: string, ids: readonly string[]): Fact[] {
  if (ids.length === 0) return [];
  return [[name, <PartyLinks key={name} parties={ids.map((id) => ({ id, name: nameOf(brief, id) }))} />]];
}

function Accordingly({ brief, item }: { brief: Brief; item: Item }) {
  const { voice, label, party } = item.attribution;
  const isNamed = voice === 'document' || ((voice === 'party' || voice === 'named') && (label ?? party) !== undefined);
  return (
    <span class="who">
      {isNamed && 'according to '}
      <Line text={attributionLabel(item.attribution, brief)} />
    </span>
  );
}

interface SectionProps<T> {
  id: string;
  list: ItemList;
  title: string;
  items: readonly T[];
  /** Why there is nothing, where there is nothing. */
  empty: string;
  show: (item: T) => ComponentChildren;
}

/** Items that are read with some certainty, and the others folded away. */
function ItemSection<T extends Item>({ id, list, title, items, empty, show }: SectionProps<T>) {
  const { chosen } = useChoice();
  const [isOpen, setOpen] = useState(false);
  const sure = items.filter(isSure);
  const unsure = items.filter((item) => !isSure(item));
  return (
    <section aria-labelledby={`${id}-title`} class={id}>
      <h2 id={`${id}-title`}>{title}</h2>
      {items.length === 0 && empty !== '' && (
        <p class="empty">
          <Line text={empty} />
        </p>
      )}
      {sure.length > 0 && <ul class="items">{sure.map(show)}</ul>}
      {unsure.length > 0 && (
        <details
          class="unsure"
          // Whatever leads to an item unfolds it; it stays so until somebody folds it.
          open={isOpen || unsure.some((item) => item.id === chosen)}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>Less certain ({unsure.length})</summary>
          <ul class="items">{unsure.map(show)}</ul>
        </details>
      )}
      <Rejected list={list} />
    </section>
  );
}

export function MeasureSection({ brief }: { brief: Brief }) {
  return (
    <ItemSection
      id="measures"
      list="measures"
      title="What is being done"
      items={brief.measures}
      empty={whyEmpty(brief, 'measures')}
      show={(measure) => <MeasureItem key={measure.id} brief={brief} measure={measure} />}
    />
  );
}

function MeasureItem({ brief, measure }: { brief: Brief; measure: Measure }) {
  const { type, status, actors, targets, description, evidence } = measure;
  const names = (ids: readonly string[]) => <Names names={ids.map((id) => nameOf(brief, id))} />;
  return (
    <ItemCard
      brief={brief}
      item={measure}
      lead={<span class={`status status-${status}`}>{statusLabel(status)}</span>}
      says={<Says text={description} evidence={evidence} />}
      below={
        <Facts>
          <span>{typeLabel(type)}</span>
          {actors.length > 0 && (
            <span>
              {names(actors)}
              {targets.length > 0 && (
                <>
                  {' '}
                  <span aria-hidden="true">→</span>
                  <span class="hidden">towards</span> {names(targets)}
                </>
              )}
            </span>
          )}
          <Accordingly brief={brief} item={measure} />
        </Facts>
      }
      facts={[
        ...partyFact(brief, 'By', actors),
        ...partyFact(brief, 'Towards', targets),
        ...textFacts([
          ['Object', measure.object],
          ['Extent', measure.extent],
          ['Purpose', measure.purpose],
          ['Condition', measure.condition],
          ['Deadline', measure.deadline],
          ['Place', measure.place],
          ['When', measure.when?.stated],
        ]),
      ]}
    />
  );
}

export function IssueSection({ brief }: { brief: Brief }) {
  return (
    <ItemSection
      id="issues"
      list="unresolvedIssues"
      title="What is still open"
      items={brief.unresolvedIssues}
      empty={whyEmpty(brief, 'unresolvedIssues')}
      show={(issue) => <IssueItem key={issue.id} brief={brief} issue={issue} />}
    />
  );
}

function IssueItem({ brief, issue }: { brief: Brief; issue: UnresolvedIssue }) {
  const { topic, state, sides, description, evidence, parties } = issue;
  return (
    <ItemCard
      brief={brief}
      item={issue}
      lead={<span class="state">{capitalised(stateLabel(state))}</span>}
      says={
        <>
          <strong>
            <Line text={capitalised(topic)} />
          </strong>
          {sides.length === 0 && !topic.includes(description) && (
            <>
              {' — '}
              <Says text={description} evidence={evidence} />
            </>
          )}
          {sides.map(({ party, wants, evidence: proof }) => (
            <span class="side" key={`${party} ${wants}`}>
              {!wants.startsWith(nameOf(brief, party)) && (
                <span class="side-party">
                  <Line text={nameOf(brief, party)} />{' '}
                </span>
              )}
              <Says text={wants} evidence={proof} />
            </span>
          ))}
        </>
      }
      below={<Accordingly brief={brief} item={issue} />}
      facts={partyFact(brief, 'Parties', parties)}
    />
  );
}

export function RiskSection({ brief }: { brief: Brief }) {
  const { risks, upsides } = brief;
  const hasRejected = useDesk().desk?.rejected.some(({ list }) => list === 'upsides') ?? false;
  const isStated = risks.some((risk) => risk.probabilityStated);
  const show = (risk: Risk) => <RiskItem key={risk.id} brief={brief} risk={risk} />;
  return (
    <>
      <ItemSection
        id="risks"
        list="risks"
        title={`What could go wrong${risks.length > 0 && !isStated ? ' (no probability is stated)' : ''}`}
        items={risks}
        empty={whyEmpty(brief, 'risks')}
        show={show}
      />
      {(upsides.length > 0 || hasRejected) && (
        <ItemSection id="upsides" list="upsides" title="What is hoped for" items={upsides} empty="" show={show} />
      )}
    </>
  );
}

function RiskItem({ brief, risk }: { brief: Brief; risk: Risk }) {
  const { statement, evidence, cue, probabilityStated, likelihood, parties, condition } = risk;
  return (
    <ItemCard
      brief={brief}
      item={risk}
      lead={
        probabilityStated ? <span class="band">{capitalised(likelihoodLabel(likelihood))}</span> : <Quote text={cue} />
      }
      says={<Says text={statement} evidence={evidence} />}
      below={
        <Facts>
          <Accordingly brief={brief} item={risk} />
          {probabilityStated && (
            <span>
              by the word <Quote text={cue} />
            </span>
          )}
        </Facts>
      }
      facts={[
        ...textFacts([
          ['Condition', condition],
          ['Consequence', risk.consequence],
          ['Horizon', risk.horizon],
        ]),
        ...partyFact(brief, 'Parties', parties),
      ]}
    />
  );
}
