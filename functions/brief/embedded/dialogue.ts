import type { Attribution } from '../../core/brief.ts';
import { lookupForm } from './canonical.ts';
import { isEnglish } from './language.ts';
import type { Document, Entity, Names, Sentence, Statement } from './model.ts';
import type { Turn } from './turns.ts';

/** What is said in the answers of an interview: each sentence is its speaker's, up to the next label. */
export function answersOf(document: Document, names: Names): Statement[] {
  if (!isEnglish(document)) return [];
  const [first] = document.turns.keys();
  if (first === undefined) return [];
  const answerer = interviewee(document, names, first);
  const statements: Statement[] = [];
  let speaking: Speaking | undefined;
  for (const sentence of document.sentences) {
    const turn = document.turns.get(sentence.paragraph);
    const isLabel = turn !== undefined && sentence.start < turn.start;
    if (isLabel && turn.by !== 'time') speaking = speakerOf(document, names, turn, sentence, answerer);
    if (isLabel || speaking === undefined || sentence.kind !== 'body') continue;
    const { attribution, entity } = speaking;
    statements.push({
      content: { start: sentence.start, end: sentence.end },
      sentence: sentence.index,
      attribution,
      ...(entity === undefined ? {} : { entity: entity.key }),
      ...(entity?.kind === 'person' ? { person: entity.name } : {}),
    });
  }
  return statements;
}

interface Speaking {
  attribution: Attribution;
  entity?: Entity;
}

function speakerOf(
  document: Document,
  names: Names,
  turn: Turn,
  sentence: Sentence,
  answerer: Entity | undefined,
): Speaking | undefined {
  if (turn.by === 'asks') return undefined;
  const { start, end } = turn.label;
  const label = document.text.slice(start, end);
  const entity = turn.by === 'answers' ? answerer : named(names, label);
  const evidence = [{ quote: label, start, end, sentence: sentence.index, paragraph: sentence.paragraph }];
  if (entity === undefined)
    return { attribution: turn.by === 'answers' ? { voice: 'unnamed' } : { voice: 'named', label, evidence } };
  return { entity, attribution: { voice: 'party', label: entity.name, party: entity.key, evidence } };
}

/** A person, or a name of two or three words of which the article tells too little to know that it is one. */
function mayBePerson({ kind, name, mentions }: Entity): boolean {
  return (
    kind === 'person' || (kind === 'organisation' && mentions[0]?.how === 'name' && /^\S+(?: \S+){1,2}$/.test(name))
  );
}

/** The entity of a name, or of the last word of one. */
function named(names: Names, label: string): Entity | undefined {
  const form = lookupForm(label);
  const people = [...names.entities.values()].filter(({ kind }) => kind !== 'place' && kind !== 'outlet');
  const goesBy = (entity: Entity): boolean => [entity.name, ...entity.aliases].some((one) => lookupForm(one) === form);
  return (
    people.find(goesBy) ??
    people.find((entity) => mayBePerson(entity) && lookupForm(entity.name.split(' ').at(-1) ?? '') === form)
  );
}

/** Who answers where the labels do not tell: the person of the title, or else the first one named before the questions, which begin in paragraph `first`. */
function interviewee(document: Document, names: Names, first: number): Entity | undefined {
  const title = lookupForm(document.title ?? '');
  const before = [...names.entities.values()].filter(
    (entity) =>
      mayBePerson(entity) &&
      entity.mentions.some((mention) => (document.sentences[mention.sentence]?.paragraph ?? first) < first),
  );
  const inTitle = before.filter(({ name }) => title.includes(lookupForm(name)));
  return (
    inTitle.find(({ kind }) => kind === 'person') ??
    inTitle[0] ??
    before.find(({ kind }) => kind === 'person') ??
    before[0]
  );
}
