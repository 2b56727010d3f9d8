import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copySets } from '../../functions/core/ledger/copies.ts';
import { SIGNATURE_BYTES, signatureOf, similarityOf } from '../../functions/core/ledger/text-signature.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, EXAMPLES), 'utf8');
const WIRE = read('1-monday-plata-wire.txt');
const COURIER = read('2-tuesday-meridian-courier.md');
const words = WIRE.split(/\s+/);

/** The first part of the words of the wire's report, under a title of another desk. */
const cutTo = (share: number): string =>
  `Boats to leave the lock, says Montevideo\n\n${words.slice(0, Math.round(share * words.length)).join(' ')}`;

/** The share of 5-word shingles that two texts have in common, counted. */
function jaccard(a: string, b: string): number {
  const shingles = (text: string): Set<string> => {
    const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return new Set(all.slice(4).map((_, index) => all.slice(index, index + 5).join(' ')));
  };
  const [ofA, ofB] = [shingles(a), shingles(b)];
  const common = [...ofA].filter((one) => ofB.has(one)).length;
  return common / (ofA.size + ofB.size - common);
}

describe('The signature of a text', () => {
  it('has 128 bytes, and is the same for the same words', () => {
    expect(signatureOf(WIRE)).toHaveLength(SIGNATURE_BYTES);
    expect(SIGNATURE_BYTES).toBe(128);
    expect(signatureOf('The BOATS, at “Valparaíso”, left on Monday.')).toEqual(
      signatureOf('the boats at Valparaiso left: on monday'),
    );
  });

  it('is that of the release before: stored ones are compared with it', () => {
    const hex = Buffer.from(
      signatureOf('Uruguay has begun pulling its patrol boats back from the Serena lock.'),
    ).toString('hex');
    expect(hex.slice(0, 32)).toBe('f9fd4dad2883f23a18cff0255d873e32');
  });

  it.each([1, 0.9, 0.75, 0.65, 0.55, 0.4])(
    'tells within three standard errors how much of a text a copy cut to %d has',
    (share) => {
      const copy = cutTo(share);
      const similarity = similarityOf(signatureOf(WIRE), signatureOf(copy));
      expect(Math.abs(similarity - jaccard(WIRE, copy))).toBeLessThan(3 * 0.034);
    },
  );

  it('finds little in common between two reports of one matter, and nothing with no words', () => {
    expect(similarityOf(signatureOf(WIRE), signatureOf(COURIER))).toBeLessThan(0.1);
    expect(similarityOf(signatureOf(WIRE), signatureOf(''))).toBeLessThan(0.1);
    expect(similarityOf(signatureOf(WIRE), new Uint8Array(7))).toBe(0);
  });

  it('takes all words of a text of fewer than five for its one shingle', () => {
    expect(similarityOf(signatureOf('Boats leave lock'), signatureOf('boats LEAVE lock!'))).toBe(1);
    expect(similarityOf(signatureOf('Boats leave lock'), signatureOf('Boats leave'))).toBeLessThan(0.1);
  });
});

describe('Copies', () => {
  it('are texts of which at least 0.6 is common, and what they share with a third one joins them', () => {
    const texts = [WIRE, cutTo(0.9), COURIER, cutTo(0.4), cutTo(0.75)];
    expect(copySets(texts.map(signatureOf))).toEqual([0, 0, 2, 3, 0]);
  });

  it('are none without a signature', () => {
    expect(copySets([undefined, signatureOf(WIRE), undefined])).toEqual([0, 1, 2]);
  });
});
