// Checks a proof of a brief (docs/proof.md) with Node alone, by none of our code: `node verify.mjs PROOF.json`.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const sha256 = (content) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const plain = (words) => words.replace(/…$/u, '').replace(/\s+/gu, ' ').trim();
const all = (text, pattern) => text.match(pattern) ?? [];
const NEGATION = /\b(?:not?|never|nor|neither|nobody|none|nothing|without|cannot)\b|n['’]t\b/giu;
/** Words that open a sentence without being anybody's name. */
const OPENING = /^(?:A|An|The|It|Its|In|On|If|But|And|This|That|They|Some|Sources?|One|Several)$/u;

/** Every quote within a value, with its place in the text. */
function quotesIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return [...('quote' in value && 'start' in value ? [value] : []), ...Object.values(value).flatMap(quotesIn)];
}

/** The numbers, names and negations of a written sentence that are in nothing of what it rests on. */
function unsupported(written, grounds) {
  const own = ` ${grounds.join(' ').toLowerCase()} `;
  const words = new Set(all(own, /[\p{L}\p{M}\p{N}]+/gu));
  const numbers = all(written, /\p{N}+(?:[.,:]\p{N}+)*/gu).filter((number) => !own.includes(number));
  const names = all(written, /\p{Lu}[\p{L}\p{M}\p{N}]*/gu).filter((name) => !words.has(name.toLowerCase()));
  const negations = all(own, NEGATION).length > 0 ? [] : all(written, NEGATION);
  return [...numbers, ...names.filter((name) => !OPENING.test(name)), ...negations];
}

/** @returns what is wrong with a proof, a line each. */
export function faultsOf({ brief, article: { text }, original, notes }) {
  const { article, headline, parties } = brief;
  const faults = [];
  if (sha256(text) !== article.contentHash) faults.push('text: it is not the one whose SHA-256 the brief states');
  if ('base64' in original && sha256(Buffer.from(original.base64, 'base64')) !== article.upload.sha256)
    faults.push('bytes: they are not those whose SHA-256 the brief states');
  const ofThisText = notes.filter(({ contentHash }) => contentHash === article.contentHash);
  for (const { quote, start, end } of quotesIn([brief, ofThisText]))
    if (quote === '' || text.slice(start, end) !== quote) faults.push(`quote: not at ${start} to ${end}: ${quote}`);
  const names = [...parties.flatMap(({ name, aliases }) => [name, ...aliases]), ...article.authors];
  const whole = plain(text);
  const check = (name, written, entries) => {
    if (whole.includes(plain(written))) return; // A sentence of the article itself says what it says.
    const speakers = entries.flatMap(({ attribution, speaker }) => attribution?.label ?? speaker ?? []);
    const found = unsupported(written, [...quotesIn(entries).map(({ quote }) => quote), ...speakers, ...names]);
    if (found.length > 0) faults.push(`${name}: its quotes do not have ${found.join(', ')}`);
  };
  const items = ['measures', 'unresolvedIssues', 'risks', 'upsides'].flatMap((list) => brief[list]);
  const overlap = (a) => (b) => a.evidence.some((x) => b.evidence.some((y) => x.start < y.end && y.start < x.end));
  const isLead = ({ id }) => headline.items.includes(id);
  if (headline.from === 'items') check('headline', headline.text, items.filter(isLead));
  for (const line of brief.summary) check('summary', line.text, [line, ...items.filter(overlap(line))]);
  for (const line of [...brief.timeline, ...brief.ahead]) check('dates', line.text, [line]);
  for (const item of items)
    for (const said of [item.description, item.topic, item.statement]) check(item.id, said ?? '', [item]);
  for (const { id, positions } of parties) for (const one of positions) check(id, one.statement, [one]);
  return faults;
}

// The program itself, by whatever link it is called; nothing where it is imported.
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  let faults;
  try {
    faults = faultsOf(JSON.parse(readFileSync(process.argv[2], 'utf8')));
  } catch (error) {
    faults = [`It is no proof: ${error.message}`];
  }
  const visible = (fault) => JSON.stringify(fault).replace(/\p{C}/gu, '\ufffd');
  process.stdout.write(faults.length === 0 ? 'ok\n' : `${faults.map(visible).join('\n')}\n`);
  process.exitCode = Math.min(faults.length, 1);
}
