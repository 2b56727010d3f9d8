import type { Attribution, Party, Sourcing } from '../../core/brief.ts';
import type { Document, Mention, Names, Statement } from './model.ts';

/** First-person sentences outside quotations that make an article opinion, as a share of all. */
const OPINION_SHARE = 0.12;
const OPINION_MARK =
  /\b(?:opinion|editorial|op-ed|op\/ed|comment is free|guest column|viewpoint|commentary|letters? to the editor|analysis:|column)\b/i;
const FIRST_PERSON = /\b(?:I|we|my|our)\b|\b(?:must|should|ought to)\b/;

/**
 * Says what the brief rests on.
 * @param attributions of the items of the brief.
 */
export function sourcingOf(
  document: Document,
  names: Names,
  statements: Statement[],
  parties: Party[],
  attributions: Attribution[],
): Sourcing {
  const persons = new Set<string>();
  const bodies = new Set<string>();
  const unnamed = new Set<string>();
  const mentions = personMentions(names);
  for (const statement of statements) {
    const { attribution, entity } = statement;
    const { label, voice } = attribution;
    if (label === undefined) continue;
    if (voice === 'unnamed') unnamed.add(label.toLowerCase() === label ? label : lowerFirst(label));
    const named = entity === undefined ? undefined : names.entities.get(entity);
    if (named === undefined) continue;
    const person = personIn(names, mentions, statement);
    if (person !== undefined) persons.add(person);
    else if (named.kind === 'person') persons.add(named.name);
    else bodies.add(named.name);
  }
  const heard = new Set(statements.map((statement) => statement.entity));
  return {
    named: [...persons],
    bodies: [...bodies],
    unnamed: [...unnamed],
    attributed: attributions.filter((attribution) => attribution.voice !== 'outlet').length,
    outletOnly: attributions.filter((attribution) => attribution.voice === 'outlet').length,
    notHeard: parties
      .filter((party) => ['acts', 'acted-upon', 'mediates'].includes(party.role) && !heard.has(party.id))
      .map((party) => party.id),
    opinion: isOpinion(document),
  };
}

/** Mentions of persons by sentence, also of those who speak for a body. */
function personMentions(names: Names): Map<number, Mention[]> {
  const bySentence = new Map<number, Mention[]>();
  for (const mention of names.mentions) {
    if (mention.organ !== undefined || (mention.how !== 'name' && mention.how !== 'title')) continue;
    const kind = names.entities.get(mention.entity)?.kind;
    if (kind !== 'person' && mention.how !== 'title' && kind !== 'state') continue;
    const others = bySentence.get(mention.sentence);
    if (others === undefined) bySentence.set(mention.sentence, [mention]);
    else others.push(mention);
  }
  return bySentence;
}

/** The full name of the person by whose name a statement is given. */
function personIn(names: Names, mentions: Map<number, Mention[]>, { attribution }: Statement): string | undefined {
  const evidence = attribution.evidence?.[0];
  if (evidence === undefined || attribution.label === undefined) return undefined;
  const mention = mentions
    .get(evidence.sentence)
    ?.find((one) => one.start >= evidence.start && one.end <= evidence.end && one.entity === attribution.party);
  const entity = mention === undefined ? undefined : names.entities.get(mention.entity);
  if (entity === undefined) return undefined;
  if (entity.kind === 'person') return entity.name;
  const last = attribution.label.split(' ').at(-1) ?? attribution.label;
  const full = entity.aliases.filter((alias) => alias.endsWith(` ${last}`)).sort((a, b) => b.length - a.length)[0];
  return full ?? attribution.label;
}

function lowerFirst(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Whether the article is marked as opinion, or speaks for itself in a good part of its sentences. */
export function isOpinion(document: Document): boolean {
  if (OPINION_MARK.test(document.title ?? '')) return true;
  const body = document.sentences.filter((sentence) => sentence.kind === 'body');
  const own = body.filter((sentence) => {
    const text = document.text.slice(sentence.start, sentence.end);
    return !/["“”«»]/.test(text) && FIRST_PERSON.test(text);
  });
  return (
    body.length >= 8 &&
    own.length / body.length > OPINION_SHARE &&
    own.some((sentence) => /\b(?:I|we|our|my)\b/.test(document.text.slice(sentence.start, sentence.end)))
  );
}
