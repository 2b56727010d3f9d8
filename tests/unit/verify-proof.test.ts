import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Proof, readProof } from '../../bin/precis/proof.ts';
import { quotesIn } from '../../bin/precis/quotes.ts';
import { type Check, verifyProof } from '../../bin/precis/verify-proof.ts';
import { lexiconHash } from '../../functions/brief/embedded/lexicon-hash.ts';
import { gate } from '../../functions/brief/gate.ts';
import { Lexicon } from '../../functions/brief/lexicon.ts';
import type { Article } from '../../functions/core/article.ts';
import { EMPTY_OVERLAY, LexiconOverlay, overlayHash } from '../../functions/core/lexicon/overlay.ts';
import { Note } from '../../functions/core/notes/note.ts';
import { draftOf, evidenceFor, issueOf, partyOf } from '../fixtures/draft.ts';
import { FALSE_BRIEFS } from '../fixtures/false-briefs/cases.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';
import { ferryArticle, proofOf } from '../fixtures/proofs.ts';
import { propertyRuns } from '../long-run.ts';

let article: Article;
let good: Proof;
/** What docs/verify.mjs, which is no part of the program, finds wrong. */
let faultsOf: (proof: Proof) => string[];
beforeAll(async () => {
  ({ faultsOf } = await import(new URL('../../docs/verify.mjs', import.meta.url).href));
  article = await ferryArticle();
  good = proofOf(article, gate(article, trueDraft()));
});

const copy = (): Proof => structuredClone(good);
const of = (checks: readonly Check[], outcome: Check['outcome']) =>
  checks.filter((check) => check.outcome === outcome).map(({ subject }) => subject);
const failures = async (proof: Proof) => of((await verifyProof(proof)).checks, 'failed');

/** A text with another character at a place. */
function changed(text: string, place: number, characters = 'xz'): string {
  const at = place % text.length;
  const [first = '', second = ''] = characters;
  return `${text.slice(0, at)}${text[at] === first ? second : first}${text.slice(at + 1)}`;
}

/** Ways to tamper with a proof, each of which changes one thing. */
const TAMPERINGS: Record<string, (proof: Proof, place: number) => void> = {
  'a quote': (proof, place) => {
    const quotes = [...quotesIn(proof.brief)];
    const piece = quotes[place % quotes.length];
    if (piece !== undefined) piece.quote = changed(piece.quote, place);
  },
  'the beginning of a quote': (proof, place) => {
    const quotes = [...quotesIn(proof.brief)];
    const piece = quotes[place % quotes.length];
    if (piece !== undefined) piece.start += piece.start > 2 && place % 2 === 0 ? -2 : 1;
  },
  'the end of a quote': (proof, place) => {
    const quotes = [...quotesIn(proof.brief)];
    const piece = quotes[place % quotes.length];
    if (piece !== undefined) piece.end += place % 2 === 0 ? 1 : -1;
  },
  'the text': (proof, place) => {
    proof.article.text = changed(proof.article.text, place);
  },
  'the hash of the text': (proof, place) => {
    proof.brief.article.contentHash = `sha256:${changed(proof.brief.article.contentHash.slice(7), place, '01')}`;
  },
  'the hash of the bytes': (proof, place) => {
    proof.brief.article.upload.sha256 = `sha256:${changed(proof.brief.article.upload.sha256.slice(7), place, '01')}`;
  },
  'the bytes': (proof, place) => {
    const bytes = Buffer.from(changed(FERRY_TEXT, place));
    proof.original = { base64: bytes.toString('base64') };
  },
};

describe('Function: verifyProof', () => {
  it('finds nothing wrong in a brief as it was made', async () => {
    const report = await verifyProof(readProof(Buffer.from(JSON.stringify(good))));

    expect(of(report.checks, 'ok')).toEqual(report.checks.map(({ subject }) => subject));
    const items = draftOf(good.brief).measures.map(({ id }) => id);
    expect(report.checks.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['bytes', 'parsing', 'text', 'version', 'headline', 'summary 1', 'norland', ...items]),
    );
    const places = new Set([...quotesIn(good.brief)].map(({ start, end }) => `${start} ${end}`));
    expect([report.quotes, report.madeBy, report.textHash]).toEqual([
      places.size,
      'hand 0',
      article.contentHash.slice('sha256:'.length),
    ]);
  });

  it('as docs/verify.mjs, finds a single change of a quote, an offset, the text, the bytes or a hash', async () => {
    expect(faultsOf(good)).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.nat(5_000), async (place) => {
        for (const [name, tamper] of Object.entries(TAMPERINGS)) {
          const proof = copy();
          tamper(proof, place);
          expect(await failures(proof), name).not.toEqual([]);
          expect(faultsOf(proof), name).not.toEqual([]);
        }
      }),
      { numRuns: propertyRuns(4) },
    );
  });

  it.each(FALSE_BRIEFS)('finds that $lie', async ({ distort }) => {
    const draft = draftOf(structuredClone(good.brief));
    distort(draft);
    // The bytes have no part in it: without them nothing is parsed again.
    const lie: Proof = { ...good, original: { absent: '' }, brief: { ...good.brief, ...draft } };
    expect(await failures(lie)).not.toEqual([]);
  });

  it.each([
    ['number', 'Norland suspended twelve', 'Norland suspended 99', ['99']],
    ['name', 'Norland suspended twelve', 'Atlantis suspended twelve', ['Atlantis']],
    ['negation', 'Norland suspended twelve', 'Norland never suspended twelve', ['never']],
  ])('names the item that has a %s of its own, as docs/verify.mjs does', async (_, words, instead, found) => {
    const proof = copy();
    const [measure] = proof.brief.measures;
    if (measure === undefined) throw new Error('There is no measure.');
    measure.description = measure.description.replace(words, instead);

    expect(await failures(proof)).toContain(measure.id);
    expect(faultsOf(proof)).toEqual([expect.stringContaining(`${measure.id}: its quotes do not have ${found}`)]);
  });

  it('finds what the file does not say of itself, and a version that is not the brief’s', async () => {
    const proof = copy();
    proof.brief.article.publishedAt = '2026-03-04';
    expect(await failures(proof)).toEqual(['parsing']);
    const { edition } = good.brief;
    const other = { ...edition, version: edition.version.replace(/\d$/, '9') };
    expect(await failures({ ...good, brief: { ...good.brief, edition: other } })).toEqual(['version']);
    expect(await failures({ ...good, brief: { ...good.brief, briefId: '0'.repeat(32) } })).toEqual(['parsing']);
  });

  it('says what it cannot check: without the bytes, and of a brief of another generation', async () => {
    const { checks } = await verifyProof({ ...good, original: { absent: 'They were deleted.' } });
    expect(checks.find(({ subject }) => subject === 'bytes')).toMatchObject({
      outcome: 'unchecked',
      detail: expect.stringContaining('They were deleted.'),
    });

    const { edition: _, ...brief } = copy().brief;
    const older = proofOf({ ...article, parserGeneration: 1 }, { ...brief, generation: 3 });
    expect(of((await verifyProof(older)).checks, 'unchecked')).toEqual(['parsing', 'support']);
    const [piece] = quotesIn(older.brief);
    if (piece !== undefined) piece.quote = 'Nobody said this';
    expect(await failures(older)).not.toEqual([]);
  });

  it('checks a brief that was read with words of the desk by these words, and without them as far as it can', async () => {
    const overlay = LexiconOverlay.parse({ schemaVersion: 1, aliases: { Marland: ['Vell'] } });
    const hash = overlayHash(overlay);
    const lexicon = new Lexicon({ number: 3, hash, overlay });
    const draft = trueDraft();
    draft.parties.push(partyOf(FERRY_TEXT, 'Marland', 'the port of Vell', { kind: 'organisation', aliases: ['Vell'] }));
    draft.analysis.lexiconHash = lexiconHash(hash);
    const read = proofOf(article, gate(article, draft, lexicon));

    const withWords = await verifyProof({ ...read, lexicon: overlay });
    const without = await verifyProof(read);
    const others = await verifyProof({ ...read, lexicon: EMPTY_OVERLAY });

    expect(read.brief.parties.map(({ id }) => id)).toContain('marland');
    expect(of(withWords.checks, 'ok')).toEqual(withWords.checks.map(({ subject }) => subject));
    expect([of(without.checks, 'failed'), of(without.checks, 'unchecked')]).toEqual([[], ['marland']]);
    expect(of(others.checks, 'failed')).toEqual(['lexicon', 'marland']);
  });

  describe('of a brief that a desk corrected', () => {
    const added = 'Some 300 tonnes of grain are reportedly waiting in Vell';
    const noted = (description: string): Proof => {
      const [first, second] = good.brief.measures;
      const { briefId, edition } = good.brief;
      const signed = (id: string) => ({ id, briefId, version: edition.version, by: 'ana', at: 'then' });
      const evidence = evidenceFor(FERRY_TEXT, added);
      const made = issueOf(FERRY_TEXT, added);
      const issue = { list: 'unresolvedIssues', topic: added, description: added, quote: added };
      const notes = [
        { ...signed('1'), action: 'reject', item: second?.id },
        { ...signed('2'), action: 'amend', item: first?.id, value: { description } },
        { ...signed('3'), action: 'add', value: issue, evidence, contentHash: article.contentHash, made },
      ].map((note) => Note.parse(note));
      return { ...copy(), notes };
    };

    it('checks what it adds and amends, and finds what the quotes do not carry', async () => {
      const amended = `desk ${good.brief.measures[0]?.id}`;
      const fine = await verifyProof(noted('Norland suspended twelve ferry licences, the transport ministry said.'));
      const wrong = await verifyProof(noted('Norland revoked 900 ferry licences.'));
      const misquoted = noted('Norland suspended twelve ferry licences.');
      const [, , addition] = misquoted.notes;
      if (addition?.evidence) addition.evidence.quote = `${added}!`;

      expect(of(fine.checks, 'failed')).toEqual([]);
      expect(of(fine.checks, 'ok')).toEqual(expect.arrayContaining([amended, expect.stringMatching(/^desk i-/)]));
      expect(of(wrong.checks, 'failed')).toEqual([amended]);
      expect(await failures(misquoted)).toEqual(['note 3']);
      expect(faultsOf(misquoted)).toEqual([expect.stringContaining('quote: not at')]);
    });
  });
});

describe('Function: readProof', () => {
  it.each([
    ['what is not JSON', Buffer.from('PROOF'), /not JSON/],
    ['what is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /not JSON in UTF-8/],
    ['nesting', Buffer.from('['.repeat(100_000)), /not JSON/],
    ['another file', Buffer.from('{"id": 1}'), /no proof/],
    ['another version', Buffer.from('{"format": "precis-proof", "version": 2}'), /Update Precis|another version/],
    ['another form', Buffer.from('{"format": "precis-proof", "version": 1}'), /form of a proof.*brief.*and \d more/],
  ])('refuses %s', (_, bytes, says) => {
    expect(() => readProof(bytes)).toThrow(says);
  });
});
