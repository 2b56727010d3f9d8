import { describe, expect, it } from 'vitest';
import { decode, utf16Of } from '../../functions/parse/decode.ts';
import { cleanCharacters, joinParagraphs } from '../../functions/parse/normalise.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

const SENTENCE = 'The “talks” ended – without a deal – on Monday, at a cost of €3 million.';

/** Windows-1252 bytes of the few characters that these tests use. */
function windows1252(text: string): Uint8Array {
  const codes = new Map(Object.entries({ '“': 0x93, '”': 0x94, '–': 0x96, '€': 0x80, '’': 0x92 }));
  return Uint8Array.from(text, (character) => codes.get(character) ?? character.charCodeAt(0));
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('Decoding', () => {
  it('drops a UTF-8 byte-order mark and says nothing of clean UTF-8', async () => {
    const {
      articles: [article],
    } = await parseFile(Buffer.from(`\ufeff${SENTENCE}`), {}, DEFAULT_LIMITS);
    expect(article?.text).toBe(SENTENCE);
    expect(article?.notes).toEqual([]);
  });

  it('reads UTF-16 of both orders, with and without a byte-order mark', async () => {
    for (const bytes of [
      Buffer.from(`\ufeff${SENTENCE}`, 'utf16le'),
      utf16be(`\ufeff${SENTENCE}`),
      Buffer.from(SENTENCE, 'utf16le'),
      utf16be(SENTENCE),
    ]) {
      const {
        articles: [article],
      } = await parseFile(bytes, {}, DEFAULT_LIMITS);
      expect(article?.text).toBe(SENTENCE);
      expect(article?.notes[0]).toMatch(/^decoded as UTF-16[LB]E$/);
    }
    expect(utf16Of(Buffer.from('Переговоры закончились в понедельник. Обе стороны уехали.', 'utf16le'))).toBe(
      'utf-16le',
    );
    expect(utf16Of(Buffer.from(SENTENCE))).toBeNull();
  });

  it('reads windows-1252 where a page declares it or ISO 8859-1, quotation marks and euro sign included', () => {
    for (const charset of ['windows-1252', 'ISO-8859-1']) {
      const { text, notes } = decode(windows1252(`<meta charset="${charset}"><p>${SENTENCE}</p>`));
      expect(text).toContain(SENTENCE);
      expect(notes).toEqual(['decoded as windows-1252, as the document declares']);
    }
    expect(decode(windows1252(SENTENCE), 'text/plain; charset=windows-1252').text).toBe(SENTENCE);
  });

  it('detects what nobody declares', () => {
    const russian = 'Переговоры закончились в понедельник без соглашения, сообщил представитель министерства.';
    const bytes = Uint8Array.from(russian, (character) => {
      const code = character.charCodeAt(0);
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
    });
    expect(decode(bytes)).toEqual({
      text: russian,
      encoding: 'windows-1251',
      notes: ['decoded as windows-1251, as its bytes suggest'],
    });
  });

  it('prefers valid UTF-8 to a wrong declaration', () => {
    const { text, notes } = decode(Buffer.from(`<meta charset="iso-8859-1"><p>${SENTENCE}</p>`));
    expect(text).toContain(SENTENCE);
    expect(notes).toEqual([]);
  });

  it('mends UTF-8 that is cut in the middle of a character', () => {
    const bytes = Buffer.from(`${SENTENCE} ${SENTENCE} é`).subarray(0, -1);
    expect(decode(bytes)).toEqual({
      text: `${SENTENCE} ${SENTENCE} \ufffd`,
      encoding: 'utf-8',
      notes: ['1 invalid UTF-8 sequence replaced'],
    });
  });
});

describe('Cleaning', () => {
  it('replaces lone surrogates and NUL, keeps pairs, and counts them', () => {
    expect(cleanCharacters('a\ud83d b\udc00 😀 c\0d\0')).toEqual({
      text: 'a\ufffd b\ufffd 😀 c\ufffdd\ufffd',
      notes: ['2 lone surrogates replaced', '2 NUL characters replaced'],
    });
  });

  it('makes a space of the other control characters of ASCII, and leaves those above it as they stand', () => {
    expect(cleanCharacters('a\u0007b\u007fc\u0097d\te').text).toBe('a b c\u0097d\te');
  });

  it('makes every line end a line feed, and composes nothing', () => {
    expect(cleanCharacters('\ufeffa\r\nb\rc\u2028d\u2029e\u0085f e\u0301').text).toBe('a\nb\nc\nd\ne\nf e\u0301');
  });

  it('separates paragraphs by one blank line', () => {
    expect(joinParagraphs(['  a ', '', 'b\n \n\n c', ' \n'])).toBe('a\n\nb\nc');
  });

  it('replaces what character references of a page bring back', async () => {
    const html =
      '<!doctype html><title>T&#0;x y</title><p>A word &#xD800; and &#0; another word, then some more of them.</p>';
    const {
      articles: [article],
    } = await parseFile(Buffer.from(html), {}, DEFAULT_LIMITS);
    expect(article?.text).toBe('A word \ufffd and \ufffd another word, then some more of them.');
  });
});
