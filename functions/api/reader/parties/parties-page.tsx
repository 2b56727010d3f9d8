import { dayLabel } from '../../../core/render/labels.ts';
import type { PartyList } from '../../responses.ts';
import { FailureNotice, Skeleton } from '../app/notices.tsx';
import { dossierPath } from '../app/page-paths.ts';
import { useResource } from '../app/resource.ts';
import { ScrollRegion } from '../app/scroll-region.tsx';
import { useServices, useTitle } from '../app/services.ts';
import { Line } from '../text/line.tsx';
import { counted } from '../text/vocabulary.ts';

/** Parties, those first of which there is more than there was. */
export function PartiesPage() {
  const { client } = useServices();
  const [parties, again] = useResource('parties', () => client.listParties());
  useTitle('Parties');
  return (
    <div class="plain-page">
      <h1>Parties</h1>
      {parties.state === 'loading' && <Skeleton lines={8} label="Parties are loading." />}
      {parties.state === 'failed' && <FailureNotice error={parties.error} again={again} />}
      {parties.state === 'ready' && <PartyTable parties={parties.value} />}
    </div>
  );
}

function changeWords(change: number): string {
  const rounded = Math.round(change * 10) / 10;
  if (rounded === 0) return 'as before';
  return rounded > 0 ? `+${rounded}` : `−${Math.abs(rounded)}`;
}

function PartyTable({ parties: { items, briefs } }: { parties: PartyList }) {
  if (items.length === 0) return <p class="empty">No brief names a party yet.</p>;
  return (
    <>
      <p class="aside">
        Briefs of the last seven days against a week of the four before, in the newest {counted(briefs, 'brief')}.
      </p>
      <ScrollRegion label="Parties by change">
        <table class="parties-table">
          <thead>
            <tr>
              <th scope="col">Party</th>
              <th scope="col" class="number">
                Change
              </th>
              <th scope="col" class="number">
                This week
              </th>
              <th scope="col" class="number">
                Four weeks before
              </th>
              <th scope="col">Last listed</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ id, name, recent, before, change, lastSeen }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={dossierPath(id)}>
                    <Line text={name} />
                  </a>
                </th>
                <td class="number">{changeWords(change)}</td>
                <td class="number">{recent}</td>
                <td class="number">{before}</td>
                <td class="day">{dayLabel(lastSeen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
