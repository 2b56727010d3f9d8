// Checks a proof of a brief (docs/proof.md) with Node alone, by none of our code: `node verify.mjs PROOF.json`.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const sha256 = (content) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const NUMBER = /\p{N}+(?:[.,:]\p{N}+)*/gu;
const NAME = /\p{Lu}[\p{L}\p{M}\p{N}]*/gu;
const NEGATION = /\b(?:not?|never|nor|neither|nobody|none|nothing|without|cannot)\b|n['’]t\b/giu;
/** Words that open a sentence without being anybody's name. */
const OPENING = /^(?:A|An|The|It|Its|In|On|If|But|And|This|That|They|Some|Sources?|One|Several)$/u;

/** Every quote within a value. */
function* quotesOf(value) {
  if (typeof value !== 'object' || value === null) return;
  if ('quote' in value && 'start' in value) yield value;
  for (const part of Object.values(value)) yield* quotesOf(part);
}

const plain = (words) => words.replace(/…$/u, '').replace(/\s+/gu, ' ').trim();

/** What a written sentence has and neither its quotes nor a name of a party has: numbers, names and negations. */
function unsupported(written, grounds) {
  const own = ` ${grounds.join(' ').toLowerCase()} `;
  const words = new Set(own.match(/[\p{L}\p{M}\p{N}]+/gu));
  const numbers = (written.match(NUMBER) ?? []).filter((number) => !own.includes(number));
  const names = (written.match(NAME) ?? []).filter((name) => !words.has(name.toLowerCase()) && !OPENING.test(name));
  const negated = own.match(NEGATION) ? [] : (written.match(NEGATION) ?? []);
  return [...numbers, ...names, ...negated];
}

/** @returns what is wrong with a proof, a line each. */
export function faultsOf({ brief, article: { text }, original, notes }) {
  const faults = [];
  const { article, headline, parties, measures, unresolvedIssues, risks, upsides, summary, timeline, ahead } = brief;
  if (sha256(text) !== article.contentHash) faults.push('text: it is not the one whose SHA-256 the brief states');
  if ('base64' in original && sha256(Buffer.from(original.base64, 'base64')) !== article.upload.sha256)
    faults.push('bytes: they are not those whose SHA-256 the brief states');
  for (const { quote, start, end } of quotesOf([
    brief,
    notes.filter(({ contentHash }) => contentHash === article.contentHash),
  ]))
    if (quote === '' || text.slice(start, end) !== quote) faults.push(`quote: not at ${start} to ${end}: ${quote}`);
  const items = [...measures, ...unresolvedIssues, ...risks, ...upsides];
  const names = [...parties.flatMap((party) => [party.name, ...party.aliases]), ...article.authors];
  const check = (name, written, ...rests) => {
    // A sentence of the article itself says what it says.
    if (plain(text).includes(plain(written))) return;
    const labels = rests.flatMap(({ attribution, speaker }) => attribution?.label ?? speaker ?? []);
    const found = unsupported(written, [
      ...rests.flatMap((on) => [...quotesOf(on)].map((q) => q.quote)),
      ...labels,
      ...names,
    ]);
    if (found.length > 0) faults.push(`${name}: its quotes do not have ${found.join(', ')}`);
  };
  const cited = ({ evidence }) =>
    items.filter((item) => item.evidence.some((a) => evidence.some((b) => a.start < b.end && b.start < a.end)));
  if (headline.from === 'items')
    check('headline', headline.text, ...items.filter(({ id }) => headline.items.includes(id)));
  for (const [index, line] of summary.entries()) check(`summary ${index + 1}`, line.text, line, ...cited(line));
  for (const line of [...timeline, ...ahead]) check('dates', line.text, line);
  for (const item of items)
    for (const words of [item.description, item.topic, item.statement])
      if (words !== undefined) check(item.id, words, item);
  for (const party of parties) for (const position of party.positions) check(party.id, position.statement, position);
  return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  let faults;
  try {
    faults = faultsOf(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  } catch (error) {
    faults = [`It is no proof: ${error.message}`];
  }
  process.stdout.write(faults.length === 0 ? 'ok\n' : faults.map((fault) => `${JSON.stringify(fault)}\n`).join(''));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
