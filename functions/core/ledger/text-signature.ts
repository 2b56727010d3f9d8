import { foldedWords } from '../search/folded-words.ts';

/**
 * What is kept of a text to tell later whether another is nearly the same. The similarity of two texts is the Jaccard
 * similarity of their sets of 5-word shingles (A. Broder, "On the resemblance and containment of documents", 1997): of
 * the smallest hashes of both sets by many functions, as many agree as the sets have in common. Of each smallest hash
 * 4 bits are kept, and the agreement by chance is reckoned out (P. Li and A. C. König, "b-Bit Minwise Hashing", 2010).
 */

/** Words of a shingle. */
const SHINGLE_WORDS = 5;
/** How many hash functions there are: two to a byte. */
const FUNCTIONS = 256;
export const SIGNATURE_BYTES = FUNCTIONS / 2;
/** How often the 4 bits of different hashes agree by chance. */
const BY_CHANCE = 1 / 16;

/** The finalizer of MurmurHash3 (A. Appleby, public domain): one to one on 32 bits. */
function mixed(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What each function adds to a shingle's hash before it mixes it: without a pattern, and the same in every release. */
const ADDED = Int32Array.from({ length: FUNCTIONS }, (_, index) => mixed(Math.imul(index + 1, 0x9e3779b1)));

/** FNV-1a of 32 bits, over UTF-16 code units, of words with a space between them. */
function hashOf(words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0x20, 0x01000193);
  }
  return hash;
}

/** The hashes of the shingles of a text; of a text of fewer words than a shingle has, all of them are its one shingle. */
function shinglesOf(text: string): Set<number> {
  const words = foldedWords(text);
  if (words.length <= SHINGLE_WORDS) return new Set(words.length === 0 ? [] : [hashOf(words)]);
  const shingles = new Set<number>();
  for (let end = SHINGLE_WORDS; end <= words.length; end += 1) {
    shingles.add(hashOf(words.slice(end - SHINGLE_WORDS, end)));
  }
  return shingles;
}

/**
 * The signature of a text: 128 bytes, the same for texts of the same words, whatever their case, accents and punctuation.
 * It is stored: what it is made of must not change without the stored ones being made anew.
 */
export function signatureOf(text: string): Uint8Array {
  const smallest = new Uint32Array(FUNCTIONS).fill(0xffffffff);
  for (const shingle of shinglesOf(text)) {
    for (let index = 0; index < FUNCTIONS; index += 1) {
      const hash = mixed(shingle + (ADDED[index] ?? 0));
      if (hash < (smallest[index] ?? 0)) smallest[index] = hash;
    }
  }
  return Uint8Array.from(
    { length: SIGNATURE_BYTES },
    (_, index) => (((smallest[2 * index] ?? 0) & 0xf) << 4) | ((smallest[2 * index + 1] ?? 0) & 0xf),
  );
}

/** A signature by 32 bits, so that eight halves of bytes are compared at once; undefined for one of another length. */
function wordsOf(signature: Uint8Array): Uint32Array | undefined {
  return signature.length === SIGNATURE_BYTES ? new Uint32Array(Uint8Array.from(signature).buffer) : undefined;
}

/** In how many of their 256 values two signatures agree; or any lower number, where that is below `least`. */
function agreeing(a: Uint32Array, b: Uint32Array, least = 0): number {
  let differing = 0;
  for (let index = 0; index < a.length && differing <= FUNCTIONS - least; index += 1) {
    // The lowest bit of each half of a byte is set where any bit of that half differs; the product adds them up.
    let bits = (a[index] ?? 0) ^ (b[index] ?? 0);
    bits |= bits >>> 2;
    bits |= bits >>> 1;
    differing += Math.imul(bits & 0x11111111, 0x11111111) >>> 28;
  }
  return FUNCTIONS - differing;
}

/**
 * How similar the texts of two signatures are, from 0 (no shingle in common) to 1 (the same shingles). It is an estimate:
 * its standard error is 0.032 at a similarity of 0.6 (`sqrt(P (1 - P) / 256) / (1 - 1/16)` with `P = 1/16 + 15/16 · 0.6`),
 * and never more than 0.034. Signatures of other lengths have nothing in common.
 */
export function similarityOf(a: Uint8Array, b: Uint8Array): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one === undefined || other === undefined) return 0;
  return Math.max(0, (agreeing(one, other) / FUNCTIONS - BY_CHANCE) / (1 - BY_CHANCE));
}

/**
 * The pairs of signatures that are at least so similar, by index, the lower one first.
 * @param signatures undefined for a text of which none is kept: it is in no pair.
 */
export function similarPairs(signatures: readonly (Uint8Array | undefined)[], similarity: number): [number, number][] {
  const least = Math.ceil((similarity * (1 - BY_CHANCE) + BY_CHANCE) * FUNCTIONS);
  const all = signatures.map((signature) => (signature === undefined ? undefined : wordsOf(signature)));
  const pairs: [number, number][] = [];
  all.forEach((one, index) => {
    if (one === undefined) return;
    for (let other = 0; other < index; other += 1) {
      const earlier = all[other];
      if (earlier !== undefined && agreeing(earlier, one, least) >= least) pairs.push([other, index]);
    }
  });
  return pairs;
}
