import { foldedWords } from '../search/folded-words.ts';

/** Words of English grammar, folded. */
export const GRAMMAR_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after again against all already also although am an and any are as at be because been before being between both but by ' +
    'can could did do does doing don down during each even every few for from further had has have having he her here him his how i ' +
    'if in into is it its itself just may me might more most much must my no nor not now of off on once one only or other our out ' +
    'over own same shall she should so some such than that the their them then there these they this those though through to too ' +
    'toward towards two under until up upon us very was we were what when where whether which while who whom whose why will with ' +
    'within without would yet you your'
  ).split(' '),
);

/** Words that carry no matter, folded: those of grammar, and those that every issue is told with. */
const STOP_WORDS: ReadonlySet<string> = new Set([
  ...GRAMMAR_WORDS,
  ...(
    'accept accusation accuse agreement alleged allegation answer asked being call certain claim come comment concern condition controversial ' +
    'controversy country date day debate decision demand demanded denial difference dispute disputed disagreement exist existence expected fact failure future get give go ' +
    'going good issue key lack last later launch long lot made main make matter month naming new next open pending plan point ' +
    'position possibility possible present problem progress prospect question quickly reach reached reason refusal refuse reluctance ' +
    'remain repeated repeatedly report request resolution resolve said same say set settled several side similar situation state stay status take talk tension term thing ' +
    'time today topic uncertain uncertainty unclear unresolved view way week year yesterday'
  ).split(' '),
]);

/** An English word without the ending of its plural. */
export function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(?:s|x|z|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

function contentWords(text: string): string[] {
  return foldedWords(text)
    .map(singular)
    .filter((word) => !STOP_WORDS.has(word) && !/^[a-z]$/.test(word));
}

/**
 * The words that tell what a topic is about: folded, in the singular, without words that say nothing and, where others
 * are left, without those of the parties' names.
 */
export function topicWords(topic: string, partyNames: readonly string[]): Set<string> {
  const words = contentWords(topic);
  const ofNames = new Set(partyNames.flatMap(contentWords));
  const own = words.filter((word) => !ofNames.has(word));
  return new Set(own.length > 0 ? own : words);
}
