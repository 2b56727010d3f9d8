import { type KnownName, knownNameAt } from './gazetteer.ts';
import { ARMED_MODIFIERS, GROUP_NOUNS, ORGAN_NOUNS, VAGUE_GROUPS } from './lexicon/groups.ts';
import { STATE_NOUNS } from './lexicon/state-organs.ts';
import type { Document, EntityKind, Sentence, Token } from './model.ts';
import type { Registry } from './registry.ts';

const KIND_BY_NOUN: ReadonlyMap<string, EntityKind> = new Map(
  GROUP_NOUNS.flatMap(([kind, nouns]) => nouns.split(' ').map((noun): [string, EntityKind] => [noun, kind])),
);
const ORGANS: ReadonlySet<string> = new Set(ORGAN_NOUNS);
/** Heads of an organ's name, which may have one or two words before them. */
const ORGAN_HEADS: ReadonlySet<string> = new Set(ORGAN_NOUNS.map((organ) => organ.split(' ').at(-1) ?? organ));
/** Words that describe a group without saying which one it is. */
const EMPTY_MODIFIERS = new Set(
  'many some several other more most such few various former new young old local two three four five six seven hundreds thousands dozens all both own eight nine ten eleven twelve dozen score scores numerous countless fellow ' +
    'alleged suspected unidentified unknown masked armed heavily angry dead wounded'.split(' '),
);
const LONGEST_GROUP = 5;

/**
 * Registers groups that act together ("Druze fighters", "striking truck drivers") and the organs that texts name
 * without a capital ("the police", "a military court").
 */
export function findGroups(document: Document, registry: Registry): void {
  const named = namedOrgans(registry);
  const taken = new Set(registry.all().flatMap((draft) => draft.mentions.map((mention) => mention.to - 1)));
  for (const sentence of document.sentences) {
    if (sentence.kind !== 'body') continue;
    for (let at = sentence.from; at < sentence.to; at += 1) {
      const token = document.tokens[at];
      if (token === undefined) continue;
      const kind = KIND_BY_NOUN.get(token.lower);
      if (kind === undefined && !ORGAN_HEADS.has(token.lower)) continue;
      if (!isSmall(token, sentence) || taken.has(at)) continue;
      if (kind !== undefined) registerGroup(document, sentence, registry, at, kind);
      else registerOrgan(document, sentence, registry, named, at);
    }
  }
  joinGroups(registry);
  joinArmedGroups(registry);
}

/** Whether a word is a common noun by its letters: small, or with the capital of its sentence alone ("Police said"). */
function isSmall(token: Token, sentence: Sentence): boolean {
  return /^[\p{Ll}-]+$/u.test(token.text) || (token.index === sentence.from && /^\p{Lu}\p{Ll}+$/u.test(token.text));
}

function registerGroup(document: Document, sentence: Sentence, registry: Registry, at: number, kind: EntityKind): void {
  const { tokens, text } = document;
  const head = tokens[at];
  if (head === undefined || (head.pos !== 'NOUN' && head.pos !== 'PROPN')) return;
  const next = tokens[at + 1];
  if (next !== undefined && next.sentence === sentence.index && (next.pos === 'NOUN' || next.text === '-')) return;
  const from = modifiersStart(tokens, sentence, at);
  if (VAGUE_GROUPS.has(head.lower) && from === at) return;
  const named = namedModifier(tokens, from, at);
  // "Syrian authorities" are a mention of Syria already.
  if (named?.kind === 'state' && STATE_NOUNS.has(head.lower)) return;
  const isArmed = ARMED_MODIFIERS.has(tokens[at - 1]?.lower ?? '') && from < at;
  if (head.lower === 'groups' && !isArmed && named === undefined && at - from < 1) return;
  const start = tokens[from]?.start ?? head.start;
  const surface = text.slice(start, head.end);
  const own = named === undefined ? head.lower : surface;
  const isBody = named !== undefined && named.kind !== 'state' && named.kind !== 'place' && named.form === 'name';
  const key = isBody
    ? named.key
    : registry.add({ key: groupKey(own), name: capital(own), kind: isArmed ? 'armed-group' : kind });
  registry.mention(
    { entity: key, sentence: sentence.index, from, to: at + 1, start, end: head.end, how: 'nominal' },
    surface,
  );
  if (from !== at && !isBody) registry.alias(key, head.text);
}

function groupKey(surface: string): string {
  return surface
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join('-');
}

function capital(surface: string): string {
  return surface.charAt(0).toUpperCase() + surface.slice(1);
}

function modifiersStart(tokens: Token[], sentence: Sentence, at: number): number {
  let from = at;
  while (from > sentence.from && at - from < LONGEST_GROUP) {
    const token = tokens[from - 1];
    if (token === undefined) break;
    const isWord = ['ADJ', 'NOUN', 'PROPN'].includes(token.pos) && !EMPTY_MODIFIERS.has(token.lower);
    const isHyphen = token.text === '-' && tokens[from]?.start === token.end;
    if (!isWord && !isHyphen) break;
    from -= 1;
  }
  while (from < at && /^\P{L}+$/u.test(tokens[from]?.text ?? '')) from += 1;
  return from;
}

function namedModifier(tokens: Token[], from: number, at: number): KnownName | undefined {
  let named: KnownName | undefined;
  for (let index = from; index < at; index += 1) {
    const found = knownNameAt(tokens, index, at)?.known;
    if (found === undefined || found.kind === 'outlet') continue;
    if (found.form === 'name' && found.kind !== 'state' && found.kind !== 'place') return found;
    named ??= found;
  }
  return named;
}

/** Joins a group called by its noun alone to the only one of the article that is told more closely. */
function joinGroups(registry: Registry): void {
  const told = new Map<string, string | undefined>();
  for (const draft of registry.all()) {
    const head = draft.key.split('-').at(-1) ?? '';
    if (draft.key.includes('-') && KIND_BY_NOUN.has(head)) told.set(head, told.has(head) ? undefined : draft.key);
  }
  for (const [head, key] of told) if (key !== undefined && registry.has(head)) registry.fold(head, key);
}

/** Words for one and the same armed group whom a text does not name. */
const ARMED =
  /(?:^|-)(?:fighters|militants|rebels|insurgents|guerrillas|gunmen|militiamen|militias|terrorists|extremists|separatists|jihadists|attackers)$/;

/** Joins the unnamed armed groups to the one that the text calls so most often. */
function joinArmedGroups(registry: Registry): void {
  const groups = registry.all().filter((draft) => draft.kind === 'armed-group' && ARMED.test(draft.key));
  const plain = groups.filter((draft) => !draft.key.includes('-'));
  const told = groups.filter((draft) => draft.key.includes('-'));
  const most = [...plain].sort((a, b) => b.mentions.length - a.mentions.length)[0];
  if (most === undefined) return;
  const named = registry.all().filter((draft) => draft.kind === 'armed-group' && !ARMED.test(draft.key));
  const into = (named.length === 1 && told.length === 0 ? named[0] : told.length === 1 ? told[0] : undefined) ?? most;
  for (const draft of plain) if (draft !== into) registry.fold(draft.key, into.key);
}

/** The last words of the bodies of the article that no other body's name ends with: "the council" is the city's. */
function namedOrgans(registry: Registry): Map<string, string> {
  const keys = new Map<string, string>();
  const shared = new Set(['government', 'police']);
  for (const draft of registry.all()) {
    if (draft.kind !== 'government-body' || !/ \p{Lu}/u.test(draft.name)) continue;
    const last = draft.name.toLowerCase().split(' ').at(-1) ?? '';
    if (keys.has(last)) shared.add(last);
    keys.set(last, draft.key);
  }
  for (const word of shared) keys.delete(word);
  return keys;
}

function registerOrgan(
  document: Document,
  sentence: Sentence,
  registry: Registry,
  named: ReadonlyMap<string, string>,
  at: number,
): void {
  const { tokens, text } = document;
  const head = tokens[at];
  if (head === undefined || head.pos === 'VERB') return;
  const next = tokens[at + 1];
  if (next !== undefined && next.sentence === sentence.index && (next.pos === 'NOUN' || next.text === '-')) return;
  for (const from of [at - 1, at]) {
    const first = tokens[from];
    if (first === undefined || first.sentence !== sentence.index) continue;
    const surface = text.slice(first.start, head.end).toLowerCase();
    if (!ORGANS.has(surface)) continue;
    const before = tokens[from - 1];
    // A name before it makes it that body's organ; those are found with the name.
    if (before !== undefined && before.sentence === sentence.index && before.pos === 'PROPN') return;
    const key =
      named.get(head.lower) ??
      registry.add({
        key: groupKey(surface),
        name: capital(surface),
        kind: head.lower === 'opposition' ? 'political-party' : 'government-body',
      });
    registry.mention(
      { entity: key, sentence: sentence.index, from, to: at + 1, start: first.start, end: head.end, how: 'nominal' },
      surface,
    );
    return;
  }
}
