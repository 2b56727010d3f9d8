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
    ['WARC/1.0\r\nWARC-Type: warcinfo\r\n', 'a WARC web archive'],
    ['{"title": "x", "body": "words"}', 'a JSON document'],
    ['<?xml version="1.0"?><rss version="2.0"><channel/></rss>', 'an RSS feed'],
    ['<feed xmlns="http://www.w3.org/2005/Atom"></feed>', 'an Atom feed'],
    ['<nitf><body>words</body></nitf>', 'an XML document'],
    ['From: a@b.example\nSubject: Talks\nMIME-Version: 1.0\n\nWords.', 'an e-mail message'],
    ['#!/bin/sh\necho words', 'a script'],
  ])('%# names %j as what it is', async (content, what) => {
    expect(await refusal(content)).toBe(`unsupported-format: This is ${what}, not an article.`);
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
