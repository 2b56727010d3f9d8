import { isDeepStrictEqual } from 'node:util';
import { gateItem } from '../../functions/api/gated-item.ts';
import { lexiconHash } from '../../functions/brief/embedded/lexicon-hash.ts';
import { gate } from '../../functions/brief/gate.ts';
import { Lexicon } from '../../functions/brief/lexicon.ts';
import type { Article } from '../../functions/core/article.ts';
import { type Brief, BriefDraft, type Evidence } from '../../functions/core/brief.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { generationOf, LAST_OVERLAY, PARSER_GENERATION } from '../../functions/core/generations.ts';
import { contentHashOf, uploadIdOf } from '../../functions/core/identity.ts';
import { overlayHash } from '../../functions/core/lexicon/overlay.ts';
import { applyNotes } from '../../functions/core/notes/apply-notes.ts';
import { type AnyItem, ITEM_LISTS } from '../../functions/core/notes/note.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import type { BeginStep } from '../../functions/runtime/worker-task.ts';
import type { Proof } from './proof.ts';
import { entriesOf, type ProofEntry } from './proof-entries.ts';

/** `unchecked` is what cannot be checked here, and why; it is no failure. */
export type Outcome = 'ok' | 'failed' | 'unchecked';

/** One thing that was checked. */
export interface Check {
  subject: string;
  outcome: Outcome;
  detail: string;
  /** Of what the gate alone says is wrong. */
  cause?: 'gate';
}

export interface ProofReport {
  checks: Check[];
  /** Different quotes that are verbatim, and written sentences that their quotes support. */
  quotes: number;
  sentences: number;
  /** SHA-256 of the text, in hexadecimal. */
  textHash: string;
  madeBy: string;
}

/** Whether support can be checked: the gate of another analyzer may have held other sentences. */
function isOfThisAnalyzer({ generation }: Brief): boolean {
  return generation >= generationOf(0) && generation <= generationOf(LAST_OVERLAY);
}

/**
 * Checks a proof: the bytes and the text by their hashes, the text against what the parser makes of the bytes, each quote
 * at its offsets, and by the evidence gate that what is written says no more than its quotes.
 * @param begin is told of each article of the file before it is parsed.
 */
export async function verifyProof(proof: Proof, begin: BeginStep = () => undefined): Promise<ProofReport> {
  const { brief, article } = proof;
  const text = article.text;
  const front = [...(await checksOfFile(proof, begin)), checkOfText(proof), checkOfVersion(proof)];
  const entries = entriesOf(brief);
  const gated = isOfThisAnalyzer(brief) ? gatedAgain(proof) : undefined;
  const verified = entries.map((entry) => checkOfEntry(entry, text, gated)).map(asFarAsKnown(proof));
  const quotes = entries.flatMap(({ evidence }) => evidence).filter((piece) => isVerbatim(text, piece));
  return {
    // Of an entry that fails, the gate counts what it did: that is no fault of its own.
    checks: [
      ...front,
      ...(gated === undefined ? [] : checksOfLexicon(proof)),
      ...verified,
      ...(verified.every(isOk) ? checksOfRest(brief, gated).map(asFarAsKnown(proof)) : []),
      ...checksOfNotes(proof, gated !== undefined),
    ],
    quotes: new Set(quotes.map(({ start, end }) => `${start}-${end}`)).size,
    sentences: entries.filter(({ isSentence }, index) => isSentence && verified[index]?.outcome === 'ok').length,
    textHash: contentHashOf(text).replace('sha256:', ''),
    madeBy: `${brief.analysis.analyzer} ${brief.analysis.version}`,
  };
}

/** Which overlay of the desk's own words a brief was read with; 0 for none. */
function overlayNumber({ generation }: Brief): number {
  return generation - generationOf(0);
}

function lexiconOf({ brief, lexicon }: Proof): Lexicon | undefined {
  if (lexicon === null) return undefined;
  return new Lexicon({ number: overlayNumber(brief), hash: overlayHash(lexicon), overlay: lexicon });
}

function checksOfLexicon({ brief, lexicon }: Proof): Check[] {
  if (lexicon === null) return [];
  const isOwn = lexiconHash(overlayHash(lexicon)) === brief.analysis.lexiconHash;
  if (isOwn)
    return [ok('lexicon', `The brief was read with these words of the desk, overlay ${overlayNumber(brief)}.`)];
  return [failed('lexicon', 'The brief was read with other words than these.')];
}

/** What the gate refuses of a brief that was read with words of the desk that are not here, they may carry. */
function asFarAsKnown({ brief, lexicon }: Proof): (check: Check) => Check {
  const isKnown = lexicon !== null || !isOfThisAnalyzer(brief) || overlayNumber(brief) === 0;
  return (check) => {
    if (isKnown || check.cause !== 'gate') return check;
    const words = `The desk's own words may carry it, overlay ${overlayNumber(brief)}: give them with --lexicon.`;
    return { ...check, outcome: 'unchecked', detail: `${check.detail} ${words}` };
  };
}

/** What the gate makes of a brief that went through it before: the same. */
function gatedAgain(proof: Proof): Brief {
  const { brief } = proof;
  const written = Object.keys(BriefDraft.shape).map((name) => [name, brief[name as keyof BriefDraft]]);
  return gate(articleOf(proof), Object.fromEntries(written) as BriefDraft, lexiconOf(proof));
}

/** The article as the gate saw it; what the parser remarked stands in the brief's notes already. */
function articleOf({ brief, article: { text, boilerplate } }: Proof): Article {
  const { upload, ...card } = brief.article;
  return {
    ...card,
    schemaVersion: 1,
    part: '',
    format: 'text',
    modifiedAt: null,
    section: null,
    text,
    boilerplate,
    notes: [],
    articleId: brief.briefId,
    uploadId: uploadIdOf(upload.bucket, upload.key),
    revision: brief.revision,
    parserGeneration: PARSER_GENERATION,
    upload,
  };
}

const isOk = ({ outcome }: Check): boolean => outcome === 'ok';
const refused = (subject: string, detail: string): Check => ({ ...failed(subject, detail), cause: 'gate' });
const failed = (subject: string, detail: string): Check => ({ subject, outcome: 'failed', detail });
const ok = (subject: string, detail: string): Check => ({ subject, outcome: 'ok', detail });
const unchecked = (subject: string, detail: string): Check => ({ subject, outcome: 'unchecked', detail });

function checkOfText({ brief, article }: Proof): Check {
  const hash = contentHashOf(article.text);
  const { contentHash } = brief.article;
  if (hash !== contentHash) return failed('text', `Its SHA-256 is ${hash}, and the brief says ${contentHash}.`);
  return ok('text', `${hash}, ${article.text.length} characters`);
}

/** The parser's generation is in the version of a brief: between its revision and the analyzer's. */
function parserGenerationIn(version: string): number {
  return Number(version.split('.')[1]);
}

function checkOfVersion({ brief }: Proof): Check {
  const { revision, generation, edition } = brief;
  const [stated] = edition.version.split('.');
  if (stated !== revision || !edition.version.endsWith(`.${String(generation).padStart(6, '0')}`)) {
    return failed('version', 'It is not made of the revision and the generation that the brief states.');
  }
  return ok('version', edition.version.replace(/^([0-9A-F]+?)0*\./, '$1.'));
}

/** The bytes by their hash, and what the parser makes of them against what the brief says of its article. */
async function checksOfFile(proof: Proof, begin: BeginStep): Promise<Check[]> {
  const { brief, original } = proof;
  const { upload } = brief.article;
  if ('absent' in original) {
    return [unchecked('bytes', `The original bytes are not here: ${original.absent}`)];
  }
  const bytes = Buffer.from(original.base64, 'base64');
  const hash = contentHashOf(bytes);
  if (hash !== upload.sha256) {
    return [failed('bytes', `Their SHA-256 is ${hash}, and the brief says ${upload.sha256}.`)];
  }
  const whole = ok('bytes', `${hash}, ${bytes.byteLength} bytes of ${upload.key}`);
  const generation = parserGenerationIn(brief.edition.version);
  if (generation !== PARSER_GENERATION) {
    const made = `the brief was made by parser generation ${generation}, and this is ${PARSER_GENERATION}`;
    return [whole, unchecked('parsing', `What the parser makes of the bytes is not compared: ${made}.`)];
  }
  return [whole, await checkOfParsing(proof, bytes, begin)];
}

const PARSED_FIELDS = [
  'title',
  'source',
  'url',
  'authors',
  'publishedAt',
  'dateline',
  'language',
  'words',
  'rights',
  'contentHash',
] as const;

async function checkOfParsing({ brief }: Proof, bytes: Uint8Array, begin: BeginStep): Promise<Check> {
  const { upload, receivedAt } = brief.article;
  try {
    const watch = { begin, broken: new Map() };
    const { articles } = await parseFile(bytes, { name: upload.key }, DEFAULT_LIMITS, watch);
    const parsed = articles
      .map((article) => identify(article, { ...upload, revision: brief.revision, receivedAt }))
      .find(({ articleId }) => articleId === brief.briefId);
    if (parsed === undefined) return failed('parsing', 'The file holds no article with the id of the brief.');
    const others = PARSED_FIELDS.filter((field) => !isDeepStrictEqual(parsed[field], brief.article[field]));
    if (others.length > 0)
      return failed('parsing', `The parser makes something else of the bytes: ${others.join(', ')}.`);
    return ok('parsing', `The parser (generation ${PARSER_GENERATION}) makes this text of these bytes.`);
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return failed('parsing', `The parser refuses the bytes: ${error.message}`);
  }
}

function misquoted({ start, end, quote }: Evidence): string {
  return `“${quote}” is not what stands at ${start} to ${end} of the text.`;
}

/** The gate's own of an entry: by its id, or at its place in a list of as many. */
function counterpartOf(entry: ProofEntry, entries: readonly ProofEntry[]): ProofEntry | undefined {
  const own = entries.filter(({ list }) => list === entry.list);
  return own.find(({ value }) => isDeepStrictEqual(value, entry.value)) ?? own.find(({ name }) => name === entry.name);
}

function checkOfEntry(entry: ProofEntry, text: string, gated: Brief | undefined): Check {
  const { name, evidence } = entry;
  const wrong = evidence.find((piece) => !isVerbatim(text, piece));
  if (wrong !== undefined) return failed(name, misquoted(wrong));
  const quotes = evidence.length === 1 ? '1 quote' : `${evidence.length} quotes`;
  const said = entry.list === 'headline' ? entry.text : `${quotes}  ${entry.text}`;
  if (gated === undefined) return ok(name, said);
  const kept = counterpartOf(entry, entriesOf(gated));
  if (kept === undefined) return refused(name, 'The gate drops it: its quotes do not carry it.');
  const fields = fieldsThatDiffer(entry.value, kept.value);
  if (fields.length === 0) return ok(name, said);
  const instead = kept.text === entry.text ? '' : ` It would say: ${kept.text}`;
  return refused(name, `Its quotes do not carry what it says (${fields.join(', ')}).${instead}`);
}

function fieldsThatDiffer(one: object, other: object): string[] {
  const values = new Map<string, unknown>(Object.entries(other));
  const names = new Set([...Object.keys(one), ...values.keys()]);
  const own = new Map<string, unknown>(Object.entries(one));
  return [...names].filter((name) => !isDeepStrictEqual(own.get(name), values.get(name)));
}

/** What the gate checks beside the lists. */
const REST = ['sourcing', 'notStated', 'coverage', 'analysis'] as const;

function checksOfRest(brief: Brief, gated: Brief | undefined): Check[] {
  if (gated === undefined) {
    const { generation } = brief;
    const made = `the brief is of generation ${generation}, and this analyzer's are of ${generationOf(0)} to ${generationOf(LAST_OVERLAY)}`;
    return [unchecked('support', `That sentences say no more than their quotes is not checked again: ${made}.`)];
  }
  return REST.filter((name) => !isDeepStrictEqual(brief[name], gated[name])).map((name) =>
    refused(name, `The text does not carry what it says (${fieldsThatDiffer(brief[name], gated[name]).join(', ')}).`),
  );
}

/** What a desk's notes make of the brief: each item that it added or amended passes the gate as an analyzer's does. */
function checksOfNotes(proof: Proof, isGated: boolean): Check[] {
  const { brief, notes, article } = proof;
  const { brief: shown, desk } = applyNotes(brief, notes, article.text);
  if (desk === undefined) return [];
  const written = desk.corrections.filter(({ action }) => action !== 'accept');
  const ids = [...new Set(written.map(({ itemId }) => itemId))];
  const items = ITEM_LISTS.flatMap((list) => shown[list].map((item: AnyItem) => ({ list, item })));
  const misplaced = notes.flatMap(({ id, evidence, contentHash }) => {
    const isWrong = evidence && contentHash === brief.article.contentHash && !isVerbatim(article.text, evidence);
    return isWrong ? [failed(`note ${id}`, misquoted(evidence))] : [];
  });
  return [
    ...misplaced,
    ...items
      .filter(({ item }) => ids.includes(item.id))
      .map(({ list, item }) => checkOfNoted(proof, list, item, isGated)),
    ...desk.unplaced.map(({ id, by }) =>
      unchecked(`note ${id}`, `What ${by} noted is of a passage that this version lacks.`),
    ),
  ];
}

function checkOfNoted(proof: Proof, list: (typeof ITEM_LISTS)[number], item: AnyItem, isGated: boolean): Check {
  const name = `desk ${item.id}`;
  const wrong = item.evidence.find((piece) => !isVerbatim(proof.article.text, piece));
  if (wrong !== undefined) return failed(name, misquoted(wrong));
  const said = 'topic' in item ? item.topic : 'statement' in item ? item.statement : item.description;
  if (!isGated) return ok(name, said);
  const gated = gateItem(articleOf(proof), proof.brief, list, item);
  if ('item' in gated) return ok(name, said);
  return failed(name, gated.refused.map(({ field, message }) => `${field}: ${message}`).join(' '));
}
