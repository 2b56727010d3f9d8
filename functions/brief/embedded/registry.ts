import { keyOf } from './canonical.ts';
import type { Entity, EntityKind, Mention, Names } from './model.ts';

interface Draft {
  key: string;
  name: string;
  kind: EntityKind;
  country?: string;
  /** How often each surface stands in the text, in order of appearance. */
  surfaces: Map<string, number>;
  mentions: Mention[];
  /** The name is the canonical one of the gazetteer, not taken from the text. */
  fixed: boolean;
}

export interface NewEntity {
  key?: string;
  name: string;
  kind: EntityKind;
  country?: string | undefined;
  fixed?: boolean;
}

/** Collects entities and their mentions while the steps of name finding run, and folds entities into one another. */
export class Registry {
  private readonly drafts = new Map<string, Draft>();
  private readonly folded = new Map<string, string>();

  /** Makes the entity known, unless it is; returns its key, '' where the name holds no letter or digit. */
  add(entity: NewEntity): string {
    const key = entity.key ?? keyOf(entity.name);
    if (key === '' || this.drafts.has(this.resolve(key))) return this.resolve(key);
    this.drafts.set(key, {
      key,
      name: entity.name,
      kind: entity.kind,
      ...(entity.country === undefined ? {} : { country: entity.country }),
      surfaces: new Map(),
      mentions: [],
      fixed: entity.fixed ?? false,
    });
    return key;
  }

  /** @param surface the alias that the mention gives; '' where it gives none. */
  mention(mention: Mention, surface: string): void {
    const draft = this.drafts.get(this.resolve(mention.entity));
    if (draft === undefined) return;
    draft.mentions.push(mention);
    if (surface !== '') this.alias(mention.entity, surface);
  }

  alias(key: string, surface: string): void {
    const draft = this.drafts.get(this.resolve(key));
    if (draft === undefined) return;
    draft.surfaces.set(surface, (draft.surfaces.get(surface) ?? 0) + 1);
  }

  /** The key under which an entity goes now, after folding. */
  resolve(key: string): string {
    let now = key;
    for (let next = this.folded.get(now); next !== undefined; next = this.folded.get(now)) now = next;
    return now;
  }

  has(key: string): boolean {
    return this.drafts.has(this.resolve(key));
  }

  get(key: string): Readonly<Draft> | undefined {
    return this.drafts.get(this.resolve(key));
  }

  all(): ReadonlyArray<Readonly<Draft>> {
    return [...this.drafts.values()];
  }

  set(key: string, change: { name?: string; kind?: EntityKind; country?: string }): void {
    const draft = this.drafts.get(this.resolve(key));
    if (draft === undefined) return;
    if (change.name !== undefined) {
      draft.surfaces.set(draft.name, draft.surfaces.get(draft.name) ?? 0);
      draft.name = change.name;
    }
    if (change.kind !== undefined) draft.kind = change.kind;
    if (change.country !== undefined) draft.country = change.country;
  }

  /** Makes one entity an alias of another: its mentions and names become the other's. */
  fold(from: string, into: string): void {
    const source = this.drafts.get(this.resolve(from));
    const target = this.drafts.get(this.resolve(into));
    if (source === undefined || target === undefined || source === target) return;
    const isOrgan = source.kind === 'government-body' && target.kind === 'state';
    for (const mention of source.mentions) {
      const organ = mention.organ ?? (isOrgan ? source.name : undefined);
      target.mentions.push({ ...mention, entity: target.key, ...(organ === undefined ? {} : { organ }) });
    }
    for (const [surface, times] of [[source.name, 0] as const, ...source.surfaces]) {
      target.surfaces.set(surface, (target.surfaces.get(surface) ?? 0) + times);
    }
    this.drafts.delete(source.key);
    this.folded.set(source.key, target.key);
  }

  names(): Names {
    const entities = new Map<string, Entity>();
    const mentions: Mention[] = [];
    for (const draft of this.drafts.values()) {
      if (draft.mentions.length === 0) continue;
      const own = draft.mentions
        .map((mention) => ({ ...mention, entity: draft.key }))
        .sort((a, b) => a.start - b.start || b.end - a.end);
      const aliases = [...draft.surfaces.keys()].filter((surface) => surface !== draft.name);
      entities.set(draft.key, {
        key: draft.key,
        name: draft.name,
        kind: draft.kind,
        ...(draft.country === undefined ? {} : { country: draft.country }),
        aliases,
        mentions: own,
      });
      mentions.push(...own);
    }
    mentions.sort((a, b) => a.start - b.start || b.end - a.end);
    return { entities, mentions };
  }
}
