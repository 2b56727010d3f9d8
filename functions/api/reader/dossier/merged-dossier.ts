import type { Dossier, Relation } from '../../responses.ts';

type Groups = Dossier['measures'];

/** Two pages of one dossier as one: the newer first. */
export function mergedDossier(newer: Dossier, older: Dossier): Dossier {
  const { next: _, ...rest } = newer;
  return {
    ...rest,
    briefs: newer.briefs + older.briefs,
    from: older.from,
    measures: mergedGroups(newer.measures, older.measures),
    faced: [...newer.faced, ...older.faced],
    positions: [...newer.positions, ...older.positions],
    issues: [...newer.issues, ...older.issues],
    risks: [...newer.risks, ...older.risks],
    actsWith: mergedRelations(newer.actsWith, older.actsWith),
    actsAgainst: mergedRelations(newer.actsAgainst, older.actsAgainst),
    ...(older.next === undefined ? {} : { next: older.next }),
  };
}

function mergedGroups(newer: Groups, older: Groups): Groups {
  const names = Object.keys(newer) as (keyof Groups)[];
  return Object.fromEntries(names.map((name) => [name, [...newer[name], ...older[name]]])) as Groups;
}

function mergedRelations(newer: readonly Relation[], older: readonly Relation[]): Relation[] {
  const relations = new Map<string, Relation>();
  for (const { party, count, items } of [...newer, ...older]) {
    const known = relations.get(party.id);
    relations.set(party.id, {
      party: known?.party ?? party,
      count: (known?.count ?? 0) + count,
      items: [...(known?.items ?? []), ...items],
    });
  }
  return [...relations.values()].sort((a, b) => b.count - a.count);
}
