import type { Evidence, Party, PartyKind, PartyRole } from '../../core/brief.ts';
import { lookupForm } from './canonical.ts';
import type { Document, Entity, Mention, Names, Statement } from './model.ts';
import { actsAt } from './names.ts';

/** The keys of the entities that fill slots of kept items. They are parties whatever their rank. */
export interface Slots {
  actors: string[];
  targets: string[];
}

/** At most this many parties are chosen beside those that fill slots. */
const MOST_PARTIES = 12;
/** A party weighs at least this share of the foremost one. */
const SHARE_OF_TOP = 0.14;
const LEAST_SCORE = 2;

const LOCATIVE = new Set('in at near outside inside across throughout around from'.split(' '));

interface Ranked {
  entity: Entity;
  score: number;
  acts: number;
}

export function rankEntities(document: Document, names: Names, slots: Slots): Ranked[] {
  const title = lookupForm(document.title ?? '');
  const ranked: Ranked[] = [];
  for (const entity of names.entities.values()) {
    if (entity.kind === 'place' || entity.kind === 'outlet') continue;
    let score = 0;
    let acts = 0;
    let first = Number.POSITIVE_INFINITY;
    for (const mention of entity.mentions) {
      const { weight, subject } = weigh(document, mention);
      score += weight;
      if (subject) acts += 1;
      first = Math.min(first, mention.sentence);
    }
    if (acts > 0) score += 1;
    if (first < 3) score += 1.2;
    if (
      title !== '' &&
      [entity.name, ...entity.aliases].some((alias) => alias.length > 1 && title.includes(lookupForm(alias)))
    )
      score += 2.5;
    if (slots.actors.includes(entity.key)) score += 1.5;
    if (slots.targets.includes(entity.key)) score += 1;
    ranked.push({ entity, score, acts });
  }
  return ranked.sort((a, b) => b.score - a.score || firstOf(a.entity) - firstOf(b.entity));
}

function firstOf(entity: Entity): number {
  return entity.mentions[0]?.start ?? 0;
}

function weigh(document: Document, mention: Mention): { weight: number; subject: boolean } {
  const { tokens } = document;
  if (mention.how === 'pronoun') return { weight: 0.3, subject: false };
  const before = tokens[mention.from - 1];
  if (before?.sentence === mention.sentence && LOCATIVE.has(before.lower)) return { weight: 0.35, subject: false };
  const subject = actsAt(tokens, mention.from, mention.to);
  if (subject) return { weight: 1.6, subject };
  if (mention.how === 'demonym' && mention.organ === undefined) return { weight: 0.4, subject: false };
  return { weight: 1, subject: false };
}

/**
 * Chooses the parties among the entities and ranks them: who acts, decides, is acted upon or speaks.
 * @param slots keys that items refer to; these entities are always parties.
 */
export function chooseParties(document: Document, names: Names, slots: Slots, statements: Statement[] = []): Party[] {
  const ranked = rankEntities(document, names, slots);
  const top = ranked[0]?.score ?? 0;
  const filled = new Set([...slots.actors, ...slots.targets]);
  const kept = ranked.filter(
    ({ entity, score }, position) =>
      filled.has(entity.key) || (position < MOST_PARTIES && score >= SHARE_OF_TOP * top && score >= LEAST_SCORE),
  );
  return kept.map((each) => partyOf(document, each, slots, statements));
}

function partyOf(document: Document, ranked: Ranked, slots: Slots, _statements: Statement[]): Party {
  const { entity } = ranked;
  const role: PartyRole =
    slots.actors.includes(entity.key) || ranked.acts > 0
      ? 'acts'
      : slots.targets.includes(entity.key)
        ? 'acted-upon'
        : 'mentioned';
  return {
    id: entity.key,
    name: entity.name,
    kind: entity.kind as PartyKind,
    aliases: entity.aliases,
    ...(entity.country === undefined ? {} : { country: entity.country }),
    role,
    heard: false,
    positions: [],
    mentions: entity.mentions.length,
    evidence: entity.mentions.slice(0, 1).map((mention): Evidence => {
      const sentence = document.sentences[mention.sentence];
      const start = sentence?.start ?? 0;
      const end = sentence?.end ?? 0;
      return {
        quote: document.text.slice(start, end),
        start,
        end,
        sentence: mention.sentence,
        paragraph: sentence?.paragraph ?? 0,
      };
    }),
  };
}
