import { describe, expect, it } from 'vitest';
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, type ParseLimits, parseFile } from '../../functions/parse/parse.ts';

async function refusal(
  bytes: Uint8Array | string,
  name = 'a.txt',
  limits: ParseLimits = DEFAULT_LIMITS,
): Promise<string> {
  const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  try {
    await parseFile(content, { name }, limits);
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    expect(error.remedy ?? 'Upload').toMatch(/^\S.*/);
    return `${error.code}: ${error.message}`;
  }
  return 'accepted';
}

describe('What is refused', () => {
  it.each([
    ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'a PNG image'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'a JPEG image'],
    ['GIF89a\x01\0\x01\0', 'a GIF image'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'a WebP image'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'an old Microsoft Office document'],
    ['\x7fELF\x02\x01\x01\0', 'a Linux program'],
    [`MZ\x90\0${'\0'.repeat(80)}`, 'a Windows program'],
    ['\0\0\0\x18ftypmp42', 'a video'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG image'],
    ['#!/bin/sh\necho words', 'a script'],
  ])('%# names %j as what it is', async (content, what) => {
    expect(await refusal(content)).toBe(`unsupported-format: This is ${what}, not an article.`);
  });

  it.each([
    [
      '{"title": "x", "words": 4}',
      'unsupported-format: This is a JSON document, and holds no article that could be told.',
    ],
    ['[{"name": "x"}]', 'unsupported-format: This is a JSON document, and holds no article that could be told.'],
    ['[["x", 1]]', 'unsupported-format: This is a JSON document, and holds no article.'],
    ['{"title": "x", "text": "wor', 'malformed: This is a JSON document that is damaged or cut: it is not valid JSON.'],
    [
      '<?xml version="1.0"?><catalogue><book/></catalogue>',
      'unsupported-format: This is an XML document, and holds no article in a format that is read.',
    ],
    ['<?xml version="1.0"?><rss version="2.0"><channel/></rss>', 'empty: The feed has no entries.'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"></feed>', 'empty: The feed has no entries.'],
    ['<nitf><body>words</body></nitf>', 'empty: The file holds no article text.'],
    [
      '<nitf><body>words</bod',
      'malformed: This is an NITF document that is damaged or cut: its XML is not well-formed.',
    ],
    ['<newsMessage><itemSet/></newsMessage>', 'empty: The NewsML-G2 document holds no item of text.'],
    ['WARC/1.0\r\nWARC-Type: warcinfo\r\n', 'malformed: The web archive is damaged or cut: its record 1 is not whole.'],
    [
      'From: a@b.example\nSubject: Talks\nContent-Type: application/pkcs7-mime\n\nMIAGCSqGSIb3',
      'encrypted: This is an encrypted e-mail message.',
    ],
  ])('%# says of %j what it lacks', async (content, refused) => {
    expect(await refusal(content)).toBe(refused);
  });

  it('goes by content, not by name', async () => {
    expect(await refusal('%PDF-1.4\n', 'article.html')).toMatch(/^malformed: .*PDF/);
    expect(await refusal('{\\rtf1\\ansi The talks ended on Monday.}', 'article.txt')).toBe('accepted');
    expect(await refusal('The talks ended on Monday.', 'article.pdf')).toBe('accepted');
  });

  it('refuses what is empty', async () => {
    expect(await refusal('')).toBe('empty: The file is empty.');
    expect(await refusal(' \r\n\t ')).toBe('empty: The file holds only white space.');
    expect(await refusal('\xff\xfe')).toBe('empty: The file holds only a byte-order mark.');
    expect(await refusal('<!doctype html><html><body><script>go()</script></body></html>')).toBe(
      'empty: The file holds no article text.',
    );
  });

  it('refuses what is no text', async () => {
    expect(await refusal(new Uint8Array(4000).fill(1))).toBe('not-text: The file holds binary data, not text.');
    expect(await refusal('12 345 -- 67')).toBe('not-text: The file holds no word: there is not one letter in it.');
  });

  it('refuses what is over a limit, and names the limit', async () => {
    const limits = { ...DEFAULT_LIMITS, objectBytes: 3000, htmlBytes: 2000, textCharacters: 1000 };
    expect(await refusal('word '.repeat(700), 'a.txt', limits)).toBe(
      'too-large: The file has 3500 bytes; the limit is 3000.',
    );
    expect(await refusal('word '.repeat(300), 'a.txt', limits)).toBe(
      'too-large: The article has 1500 characters; the limit is 1000.',
    );
    expect(await refusal(`<!doctype html><p>${'word '.repeat(500)}`, 'a.html', limits)).toBe(
      'too-large: The HTML document has 2518 bytes; the limit is 2000.',
    );
  });

  it('refuses hostile trees before building them', async () => {
    expect(await refusal(`<html><body>${'<div>'.repeat(100_000)}x`)).toBe(
      'too-complex: The page nests elements over 512 deep.',
    );
    expect(await refusal(`<html><body>${'<br>a'.repeat(100_001)}`)).toBe(
      'too-complex: The page has over 100000 elements.',
    );
    const wide = `${'<div>'.repeat(400)}text${'</div>'.repeat(400)}`.repeat(200);
    expect(await refusal(`<html><body>${wide}`)).toBe(
      'too-complex: The page has too many elements nested in one another.',
    );
    expect(await refusal('<'.repeat(2_000_000), 'a.html')).not.toBe('accepted');
  });

  it('refuses hostile mail before its parts are built', async () => {
    const head = 'From: a@b.example\nMIME-Version: 1.0\nSubject: ';
    const parts = `Talks\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nhi\n'.repeat(1_001)}`;
    expect(await refusal(head + parts)).toBe('too-complex: This is an e-mail message of over 1000 parts, the limit.');
    expect(await refusal(`${head}${'a'.repeat(256_000)}\n\nhello`)).toBe(
      'too-complex: This is an e-mail message with over 256000 bytes of headers, the limit.',
    );
    const nested = Array.from(
      { length: 60 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
    );
    expect(await refusal(`MIME-Version: 1.0\nFrom: a@b.example\n${nested.join('')}\nhello`)).toBe(
      'too-complex: This is an e-mail message that nests parts over 50 deep, the limit.',
    );
    const messages = 'Content-Type: message/rfc822\n\n'.repeat(11);
    expect(await refusal(`From: a@b.example\n${messages}Subject: x\n\nhello`)).toBe(
      'too-complex: This is an e-mail message that nests messages over 10 deep, the limit.',
    );
  });

  it('refuses hostile feeds and JSON, naming the limit', async () => {
    const rss = '<rss><channel><item>';
    expect(await refusal(`${rss}${'<a>'.repeat(513)}`)).toBe(
      'too-complex: This is a feed that nests elements over 512 deep, the limit.',
    );
    expect(await refusal(`${rss}${'<a/>'.repeat(100_001)}`)).toBe(
      'too-complex: This is a feed with an article of over 100000 elements.',
    );
    expect(await refusal(`{"text": ${'['.repeat(513)}`)).toBe(
      'too-complex: This is a JSON document that nests values over 512 deep, the limit.',
    );
    expect(await refusal(`{"text": [${'1,'.repeat(300_001)}1]}`)).toBe(
      'too-complex: This is a JSON document of over 300000 values, the limit.',
    );
    expect(await refusal('<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>')).toBe(
      'too-complex: This is a feed that declares entities of its own, which are not expanded.',
    );
  });

  it('reads one word of a megabyte, and 450,000 short lines', async () => {
    expect(await refusal('a'.repeat(999_999))).toBe('accepted');
    expect(await refusal('a\n'.repeat(450_000))).toBe('accepted');
    expect(await refusal('a'.repeat(5_000_000))).toMatch(/^too-large/);
  });

  it('reads a page whose metadata is endless', async () => {
    const endless = 'w - '.repeat(100_000);
    const linked = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${endless}"}</script>`;
    expect(await refusal(`<!doctype html><title>${endless}</title>${linked}<p>The talks ended.</p>`)).toBe('accepted');
    expect(await refusal(`<!doctype html><meta property="og:title" content="${endless}"><p>The talks ended.</p>`)).toBe(
      'accepted',
    );
  });
});
