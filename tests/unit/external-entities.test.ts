import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const CANARY = 'The canary sings in the harbour of Bergen.';
const canary = join(temporaryDirectory(), 'canary.txt');
writeFileSync(canary, CANARY);

/** The beginning of a document with this root, in which an entity stands for a file of this machine. */
const declared = (root: string) =>
  `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY e SYSTEM "${pathToFileURL(canary)}"><!ENTITY % p SYSTEM "${pathToFileURL(canary)}"> %p;]>`;
const SENTENCE = 'Norway has signed the fishing accord with Iceland, the ministry said.';
const TEXT = `${SENTENCE} &e;`;

const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0';
const OPEN_TEXT = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0';

const DOCUMENTS: Readonly<Record<string, string | Uint8Array>> = {
  'feed.rss': `${declared('rss')}<rss><channel><item><title>A</title><description>${TEXT}</description></item></channel></rss>`,
  'feed.atom': `${declared('feed')}<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>A</title><content>${TEXT}</content></entry></feed>`,
  'wire.nitf': `${declared('nitf')}<nitf><body><body.content><p>${TEXT}</p></body.content></body></nitf>`,
  'wire.newsml': `${declared('newsItem')}<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML><p>${TEXT}</p></inlineXML></contentSet></newsItem>`,
  'page.xhtml': `${declared('html')}<html xmlns="http://www.w3.org/1999/xhtml"><body><article><p>${TEXT}</p></article></body></html>`,
  'note.docx': zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>',
    'word/document.xml': `${declared('w:document')}<w:document xmlns:w="${WORD}"><w:body><w:p><w:r><w:t>${TEXT}</w:t></w:r></w:p></w:body></w:document>`,
  }),
  'note.odt': zip({
    'META-INF/manifest.xml': '<manifest/>',
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `${declared('office:document-content')}<office:document-content xmlns:office="${OFFICE}" xmlns:text="${OPEN_TEXT}"><office:body><office:text><text:p>${TEXT}</text:p></office:text></office:body></office:document-content>`,
  }),
  'book.epub': zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': `${declared('container')}<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>`,
    'a.opf': `<?xml version="1.0"?><package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
    'a.xhtml': `${declared('html')}<html><body><p>${TEXT}</p></body></html>`,
  }),
};

/** All that is read of a file, or the code of its rejection. */
async function readingOf(content: string | Uint8Array, name: string): Promise<string> {
  const bytes = typeof content === 'string' ? strToU8(content) : content;
  try {
    return JSON.stringify(await parseFile(bytes, { name }, DEFAULT_LIMITS));
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return error.code;
  }
}

describe('A document', () => {
  it.each(Object.entries(DOCUMENTS))('reads no other file by an entity: %s', async (name, content) => {
    const reading = await readingOf(content, name);

    expect(reading).not.toContain('canary');
    // It was this text that was refused or read, and not the file for some other reason.
    if (reading.includes('{')) expect(reading).toContain(SENTENCE);
    else expect(reading).toBe('too-complex');
  });

  it('says no more of itself in its front matter than it has: aliases of aliases are not followed', async () => {
    const levels = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [index, name] of [...'bcdefghij'].entries()) {
      const one = `*${'abcdefghi'[index]}`;
      levels.push(`${name}: &${name} [${Array.from({ length: 9 }, () => one).join(',')}]`);
    }
    const reading = await readingOf(`---\n${levels.join('\n')}\ntitle: *j\n---\n\n${SENTENCE}\n`, 'bomb.md');

    expect(reading).toContain(SENTENCE);
    expect(reading.length).toBeLessThan(5_000);
  });
});
