import type { Attribution, Party, Sourcing } from '../../core/brief.ts';
import type { Document, Mention, Names, Statement } from './model.ts';

/** Sentences in the first person, and sentences that urge, outside quotations and questions: what makes opinion of them. */
const LEAST_PERSONAL = 3;
const LEAST_URGING = 2;
const OPINION_SHARE = 0.12;
const OPINION_MARK =
  /\b(?:opinion|editorial|op-ed|op\/ed|comment is free|guest column|viewpoint|commentary|letters? to the editor|analysis:|column)\b/i;
const FIRST_PERSON = /\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b/;
const OUGHT = /\b(?:must|should|ought to|need to|let us|time to)\b/;

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

/** Whether the article is marked as opinion, or speaks in the first person and says what ought to be done. */
export function isOpinion(document: Document): boolean {
  if (OPINION_MARK.test(document.title ?? '')) return true;
  const body = document.sentences
    .filter((sentence) => sentence.kind === 'body')
    .map((sentence) => document.text.slice(sentence.start, sentence.end))
    .filter((text) => !/["“”«»?]/.test(text));
  const personal = body.filter((text) => FIRST_PERSON.test(text)).length;
  const urging = body.filter((text) => OUGHT.test(text)).length;
  return personal >= LEAST_PERSONAL && urging >= LEAST_URGING && personal / body.length > OPINION_SHARE;
}
