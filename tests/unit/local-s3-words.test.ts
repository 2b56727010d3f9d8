import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ByteSource } from '../../local/s3/body/byte-source.ts';
import { CHECKSUM_ALGORITHMS, startChecksum } from '../../local/s3/body/checksums.ts';
import { readUploadForm } from '../../local/s3/body/form-data.ts';
import { listPage } from '../../local/s3/listing.ts';
import { eventKey } from '../../local/s3/object-events.ts';
import { compareUtf8 } from '../../local/s3/utf8-order.ts';
import { children, childText, group, readXml, text, xmlDocument } from '../../local/s3/xml.ts';

describe('checksums', () => {
  // The check values that the catalogue of CRC algorithms gives for "123456789".
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of "123456789"', (algorithm, expected) => {
    const whole = startChecksum(algorithm);
    whole.update(Buffer.from('123456789'));
    const inPieces = startChecksum(algorithm);
    for (const piece of ['1', '', '23456', '789']) inPieces.update(Buffer.from(piece));

    expect(whole.digest().toString('hex')).toBe(expected);
    expect(inPieces.digest().toString('hex')).toBe(expected);
    expect(CHECKSUM_ALGORITHMS).toContain(algorithm);
  });
});

describe('compareUtf8', () => {
  it('orders as the bytes do', () => {
    const texts = [
      '',
      'a',
      'a\u0000',
      'ab',
      'é',
      '\uD7FF',
      '\uE000',
      '\uFFFF',
      '\u{10000}',
      '\u{10FFFF}',
      'a\u{1F5DE}',
      'a\uFF5E',
    ];

    const byBytes = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

    expect([...texts].reverse().sort(compareUtf8)).toEqual(byBytes);
  });
});

describe('listPage', () => {
  it('stops at the last row that fits, inside of a key', () => {
    const rows = (key: string) => [`${key}2`, `${key}1`];
    const page = (most: number, after?: { key: string; row?: string }) =>
      listPage(['a', 'b'], { prefix: '', delimiter: '', most, after }, rows, (row) => row);

    expect(page(3)).toEqual({ rows: ['a2', 'a1', 'b2'], commonPrefixes: [], next: { key: 'b', row: 'b2' } });
    expect(page(3, { key: 'b', row: 'b2' })).toEqual({ rows: ['b1'], commonPrefixes: [], next: undefined });
    expect(page(4).next).toBeUndefined();
  });
});

describe('eventKey', () => {
  it.each([
    ['red flower.jpg', 'red+flower.jpg'],
    ['a+b%20', 'a%2Bb%2520'],
    ["in/Zürich/(1)'*~", 'in/Z%C3%BCrich/%281%29%27%2A~'],
  ])('%j is %j', (key, expected) => {
    expect(eventKey(key)).toBe(expected);
    expect(decodeURIComponent(eventKey(key).replaceAll('+', ' '))).toBe(key);
  });
});

describe('XML', () => {
  it('brings texts back as they were', () => {
    const value = ' a <&> "b" \'c\' ]]> \t\r\n\u0001 ü 🗞 &amp; &#65; ';

    const source = xmlDocument('Root', group('Item', text('Key', value)), group('Item', text('Key', '')));
    const items = children(readXml(source, 'Root', ['Item']), 'Item');

    expect(items.map((item) => childText(item, 'Key'))).toEqual([value, '']);
  });

  it.each([
    '<Root><Item></Root>',
    '<Other/>',
    'no document',
    '',
    '<Root><![CDATA[<Item/>]]></Root>',
    '<!DOCTYPE Root [<!ENTITY x "y">]><Root><Item>&x;</Item></Root>',
  ])('refuses %j', (source) => {
    expect(() => readXml(source, 'Root', [])).toThrow('not well-formed');
  });

  it('gives the text of one child only', () => {
    const root = readXml('<Root><A>x</A><B><C/></B></Root>', 'Root', []);

    expect(childText(root, 'A')).toBe('x');
    expect(childText(root, 'Z')).toBeUndefined();
    expect(() => childText(root, 'B')).toThrow('not well-formed');
    for (const reference of ['&nbsp;', '&#x110000;', '&#65', '&amp']) {
      expect(() => childText({ A: reference }, 'A')).toThrow('not well-formed');
    }
  });
});

/** A body in pieces of so many bytes. */
function pieces(body: string, size: number): Readable {
  const bytes = Buffer.from(body);
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)),
  );
}

describe('readUploadForm', () => {
  const body = [
    '--b0undary\r\nContent-Disposition: form-data; name="key"\r\n\r\nin/ü',
    '--b0undary\r\nContent-Disposition: form-data; name="Empty"\r\n\r\n',
    '--b0undary\r\nContent-Disposition: form-data; name="file"; filename="a %22b%22.txt"\r\nContent-Type: text/plain\r\n\r\nfirst\r\n--b0unda\r\nlast\r\n',
    '--b0undary--\r\n',
  ].join('\r\n');

  it.each([1, 2, 3, 7, 50, 10_000])('reads fields and the file from pieces of %i bytes', async (size) => {
    const form = await readUploadForm('multipart/form-data; boundary=b0undary', pieces(body, size));
    const file: Buffer[] = [];
    for await (const piece of form.file) file.push(piece);

    expect([...form.fields]).toEqual([
      ['key', 'in/ü'],
      ['empty', ''],
    ]);
    expect([form.fileName, form.fileType]).toEqual(['a "b".txt', 'text/plain']);
    expect(Buffer.concat(file).toString()).toBe('first\r\n--b0unda\r\nlast\r\n');
  });

  it.each([
    ['no boundary', 'multipart/form-data', body, 'MalformedPOSTRequest'],
    ['another boundary', 'multipart/form-data; boundary="other"', body, 'MalformedPOSTRequest'],
    [
      'no file',
      'multipart/form-data; boundary=b0undary',
      `${body.slice(0, 70)}--b0undary--\r\n\r\n`,
      'MalformedPOSTRequest',
    ],
    [
      'too long a field',
      'multipart/form-data; boundary=b0undary',
      body.replace('in/ü', 'x'.repeat(20_481)),
      'MalformedPOSTRequest',
    ],
  ])('refuses a form with %s', async (_, contentType, source, code) => {
    await expect(readUploadForm(contentType, pieces(source, 100))).rejects.toMatchObject({ code });
  });
});

describe('ByteSource', () => {
  it('fails when the stream ends before what was asked for', async () => {
    const source = new ByteSource(pieces('abc', 1), () => new Error('too short'));
    const read = async () => {
      for await (const _ of source.exactly(4));
    };

    await expect(read()).rejects.toThrow('too short');
    await expect(source.until(Buffer.from('\n'), 10)).rejects.toThrow('too short');
  });
});
