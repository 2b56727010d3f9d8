import { dayLabel, stateLabel } from '../../../core/render/labels.ts';
import type { CitedIssue, IssueGroup } from '../../responses.ts';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { usePaged } from '../app/paged.ts';
import { useServices, useTitle } from '../app/services.ts';
import { PartyLinks } from '../brief/party-names.tsx';
import { attributionWords } from '../text/attribution-words.ts';
import { Citation } from '../text/citation.tsx';
import { Facts } from '../text/facts.tsx';
import { Line, Says } from '../text/line.tsx';
import { capitalised, counted } from '../text/vocabulary.ts';

/** What is open across briefs, what was seen open last first. */
export function IssuesPage() {
  const { client } = useServices();
  const list = usePaged('issues', (cursor) => client.listIssues({ cursor }));
  useTitle('Open issues');
  return (
    <div class="plain-page">
      <h1>Open issues</h1>
      <p class="aside">
        What articles showed to be open, grouped by topic. An issue is never called resolved here: it is only seen open,
        or no longer.
      </p>
      <ul class="groups">
        {list.items.map((group, index) => (
          <GroupCard key={`${index} ${group.topic}`} group={group} />
        ))}
      </ul>
      {list.state === 'loading' && <Skeleton lines={8} label="Issues are loading." />}
      {list.state === 'failed' && <FailureNotice error={list.error} again={list.more} />}
      {list.state === 'ready' && list.items.length === 0 && !list.hasMore && (
        <p class="empty">No brief shows an open issue.</p>
      )}
      {list.state === 'ready' && list.hasMore && (
        <button type="button" class="more" onClick={list.more}>
          Look further back
        </button>
      )}
    </div>
  );
}

function GroupCard({ group }: { group: IssueGroup }) {
  const { topic, states, parties, outlets, items } = group;
  const [newest, ...older] = items;
  return (
    <li class="group">
      <h2>
        <Line text={capitalised(topic)} />
      </h2>
      <p class="masthead">
        <Facts>
          <strong>{states.map(stateLabel).join(', ')}</strong>
          <span>{seenWords(items)}</span>
          {outlets > 0 && <span>{counted(outlets, 'outlet')}</span>}
          {parties.length > 0 && (
            <span>
              <PartyLinks parties={parties} />
            </span>
          )}
        </Facts>
      </p>
      {newest !== undefined && <IssueLine issue={newest} />}
      {older.length > 0 && (
        <details>
          <summary>{counted(older.length, 'earlier sighting')}</summary>
          {older.map((issue) => (
            <IssueLine key={`${issue.briefId} ${issue.itemId}`} issue={issue} />
          ))}
        </details>
      )}
    </li>
  );
}

/** When a matter was seen open, by the days of the articles: never by that on which an undated one was received. */
function seenWords(items: readonly CitedIssue[]): string {
  const days = items.flatMap(({ datedAt }) => (datedAt === null ? [] : [datedAt])).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return 'seen open, undated';
  const [from, to] = [dayLabel(first), dayLabel(last)];
  return `seen open ${from}${from === to ? '' : ` to ${to}`}`;
}

/** An issue as one brief shows it. */
export function IssueLine({ issue }: { issue: CitedIssue }) {
  const { description, sides, attribution } = issue;
  return (
    <div class="cited-line">
      {sides.length === 0 ? (
        <p>
          <Says text={description} evidence={issue.evidence} />
        </p>
      ) : (
        <ul class="sides">
          {sides.map(({ party, wants }) => (
            <li key={`${party.id} ${wants}`}>
              {!wants.startsWith(party.name) && (
                <strong>
                  <Line text={party.name} />{' '}
                </strong>
              )}
              <Says text={wants} evidence={issue.evidence} />
            </li>
          ))}
        </ul>
      )}
      <p class="aside">
        <Line text={attributionWords(attribution)} />
      </p>
      <Citation cited={issue} itemId={issue.itemId} says={description} />
    </div>
  );
}
