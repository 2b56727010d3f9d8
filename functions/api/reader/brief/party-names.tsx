import type { Brief } from '../../../core/brief.ts';
import { dossierPath } from '../app/page-paths.ts';
import { Line } from '../text/line.tsx';

/** The name of a party of a brief; its id where the brief does not hold it. */
export function nameOf(brief: Brief, id: string): string {
  return brief.parties.find((party) => party.id === id)?.name ?? id;
}

/** Parties by name, each leading to its dossier. */
export function PartyLinks({ parties }: { parties: readonly { id: string; name: string }[] }) {
  return (
    <>
      {parties.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={dossierPath(id)}>
            <Line text={name} />
          </a>
        </span>
      ))}
    </>
  );
}
