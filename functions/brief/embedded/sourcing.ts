import type { Attribution, Party, Sourcing } from '../../core/brief.ts';
import type { Genre } from './genre.ts';
import type { Document, Names, Statement } from './model.ts';

/** Sentences in the first person, and sentences that urge, outside quotations and questions: what makes opinion of them. */
const LEAST_PERSONAL = 3;
const LEAST_URGING = 2;
const OPINION_SHARE = 0.12;
/** So many sentences in the first person are an essay where somebody signs it, though it urges little. */
const PERSONAL_SHARE = 0.25;
const OPINION_MARK =
  /\b(?:opinion|editorial|op-ed|op\/ed|comment is free|guest column|viewpoint|commentary|letters? to the editor|analysis:|column)\b/i;
const FIRST_PERSON = /\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b/;
const OUGHT = /\b(?:must|should|ought to|need to|let us|time to)\b/;

/**
 * Says what the brief rests on.
 * @param attributions of the items of the brief; @param genre a review is opinion.
 */
export function sourcingOf(
  document: Document,
  names: Names,
  statements: Statement[],
  parties: Party[],
  attributions: Attribution[],
  genre?: Genre,
): Sourcing {
  const persons = new Set<string>();
  const bodies = new Set<string>();
  const unnamed = new Set<string>();
  const organs = organsOf(statements);
  for (const { attribution, entity, person } of statements) {
    const { label, voice } = attribution;
    if (voice === 'unnamed' && label !== undefined) {
      const known = [...unnamed].some((other) => singular(other) === singular(label));
      if (!known) unnamed.add(label);
      continue;
    }
    const speaker = entity === undefined ? undefined : names.entities.get(entity);
    if (person !== undefined) persons.add(person);
    else if (speaker?.kind === 'person') persons.add(speaker.name);
    else if (speaker !== undefined && voice === 'party')
      for (const body of organs.get(speaker.key) ?? [speaker.name]) bodies.add(body);
  }
  const heard = new Set(statements.map((statement) => statement.entity));
  const voices = new Set([...unnamed].map(singular));
  const isHeard = ({ id, name }: Party): boolean => heard.has(id) || voices.has(singular(name));
  return {
    named: [...persons],
    bodies: [...bodies],
    unnamed: [...unnamed],
    attributed: attributions.filter((attribution) => attribution.voice !== 'outlet').length,
    outletOnly: attributions.filter((attribution) => attribution.voice === 'outlet').length,
    notHeard: parties
      .filter((party) => ['acts', 'acted-upon', 'mediates'].includes(party.role) && !isHeard(party))
      .map((party) => party.id),
    opinion: genre === 'review' || isOpinion(document),
  };
}

function singular(label: string): string {
  return label.toLowerCase().replace(/s$/, '');
}

/** The organs by which each state speaks, as the text names them; the longer form where it has two. */
function organsOf(statements: Statement[]): Map<string, string[]> {
  const organs = new Map<string, string[]>();
  for (const { entity, body } of statements) {
    if (entity === undefined || body === undefined) continue;
    const others = organs.get(entity) ?? [];
    if (others.some((other) => other.endsWith(body))) continue;
    organs.set(entity, [...others.filter((other) => !body.endsWith(other)), body]);
  }
  return organs;
}

/** Whether the title marks the article as opinion. */
export function isMarkedAsOpinion(document: Document): boolean {
  return OPINION_MARK.test(document.title ?? '');
}

/** Whether the article is marked as opinion, or speaks in the first person and says what ought to be done. */
export function isOpinion(document: Document): boolean {
  if (isMarkedAsOpinion(document)) return true;
  // In an interview "I" is whoever answers.
  if ([...document.turns.values()].some(({ by }) => by !== 'time')) return false;
  const body = document.sentences
    .filter((sentence) => sentence.kind === 'body')
    .map((sentence) => document.text.slice(sentence.start, sentence.end))
    .filter((text) => !/["“”«»?]/.test(text));
  const personal = body.filter((text) => FIRST_PERSON.test(text)).length;
  const urging = body.filter((text) => OUGHT.test(text)).length;
  if (personal >= LEAST_PERSONAL && urging >= LEAST_URGING && personal / body.length > OPINION_SHARE) return true;
  const isSigned = document.authors.length > 0;
  return isSigned && personal >= LEAST_PERSONAL && urging > 0 && personal / body.length > PERSONAL_SHARE;
}
