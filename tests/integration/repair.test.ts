import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { main } from '../../bin/precis/main.ts';
import { UploadReport } from '../../functions/api/responses.ts';
import { ANALYZER_GENERATION, generationOf, PARSER_GENERATION } from '../../functions/core/generations.ts';
import { articleIdOf, uploadIdOf } from '../../functions/core/identity.ts';
import { stagedListing } from '../../operations/staged-listing.ts';
import { revisionAfter, revisionIn } from '../../operations/versions.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

const ALONE = 'Chile signed the copper accord with Peru on Tuesday, the mining ministry said.';
const TEXT_OF_TWO = 'Norway signed the fishing accord with Iceland on Monday, the foreign ministry said.';
const OTHER = 'Iceland rejected the harbour treaty on Friday. Talks will resume next week, the ministry said.';
const SHORE =
  'The eastern shore agreed on Tuesday to open its ports to grain. Argentina welcomed the decision of the eastern shore.';
/** The desk's own words. */
const WORDS = { aliases: { Uruguay: ['the eastern shore'] } };
const ENTRIES = ['Chile has closed two ports since Monday.', 'Peru will reopen its northern mines in July.'];
const BUNDLE = [...ENTRIES.map((text, index) => ({ id: `e${index}`, title: `Entry ${index}`, text })), { id: 'broken' }]
  .map((entry) => JSON.stringify(entry))
  .join('\n');

describe('Repeating, comparing and rebuilding', () => {
  let desk: Desk;
  let table: DynamoDBClient;

  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir') });
    const { dynamodbUrl: endpoint, region, ownerCredentials: credentials } = desk.runtime;
    table = new DynamoDBClient({ endpoint, region, credentials });
    const example = await readFile(join(PROJECT, 'examples', '1-monday-plata-wire.txt'));
    await desk.put('revised.txt', OTHER);
    await desk.settled('revised.txt');
    const files = {
      'lone.txt': ALONE,
      'copy.txt': TEXT_OF_TWO,
      'twin.txt': TEXT_OF_TWO,
      'news.ndjson': BUNDLE,
      'removed.txt': await readFile(join(PROJECT, 'examples', '4-undated-continental-dispatch.txt')),
      'revised.txt': example,
    };
    for (const [name, content] of Object.entries(files)) await desk.put(name, content);
    await desk.put('no-article.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    for (const name of [...Object.keys(files), 'no-article.png']) await desk.settled(name);
    await desk.remove('removed.txt');
    await until(async () => (await report('removed.txt'))?.status === 'removed' || undefined);
    await desk.drained();
  });
  afterAll(async () => {
    table?.destroy();
    await desk?.close();
  });

  /** Runs the command line on the desk's runtime. */
  async function precis(...args: string[]) {
    const told = { out: '', progress: '' };
    const status = await main([...args, '--state', desk.stateDir], {
      out(text) {
        told.out += text;
      },
      progress(text) {
        told.progress += `${text}\n`;
      },
    });
    return { status, ...told, lines: told.out.split('\n').slice(0, -1) };
  }

  async function report(name: string): Promise<UploadReport | undefined> {
    const response = await desk.get(`/v1/uploads?${new URLSearchParams({ key: `in/${name}` })}`);
    return response.ok ? UploadReport.parse(await response.json()) : undefined;
  }

  async function staged(prefix = ''): Promise<string[]> {
    const keys: string[] = [];
    const listing = stagedListing(desk.s3, desk.runtime.outputs['StagedBucketName'] ?? '', prefix);
    for await (const { key } of listing) keys.push(key);
    return keys;
  }

  const articleOf = (name: string) => articleIdOf(desk.runtime.inboxBucket, `in/${name}`, '');
  const uploadOf = (name: string) => uploadIdOf(desk.runtime.inboxBucket, `in/${name}`);

  const COPIES = ['copy.txt', 'twin.txt'];
  const NAMES = [...COPIES, 'lone.txt', 'news.ndjson', 'removed.txt', 'revised.txt', 'no-article.png'];

  /** All that readers see: lists, briefs byte for byte, their versions, what became of each file. */
  async function seen() {
    const answer = async (path: string) => {
      const response = await desk.get(path);
      // When a version was written is no part of it: a rebuild writes it again.
      const text = (await response.text()).replaceAll(/"briefedAt":"[^"]+"/g, '"briefedAt":""');
      return [path, response.status, text] as const;
    };
    const ids = new Set((await desk.list()).map(({ briefId }) => briefId));
    for (const name of NAMES) for (const part of (await report(name))?.parts ?? []) ids.add(part.articleId);
    ids.add(articleOf('removed.txt'));
    const copies = new Set(COPIES.map(articleOf));
    // Of two copies of a text, either may own it: it is the one that is listed, and the other is its duplicate.
    const ownerOf = (id: string | null) => (id !== null && copies.has(id) ? null : id);
    const queries = ['', 'party=norway', 'party=iceland', 'country=CL', 'measure=withdrawal'];
    return {
      // Which copy is listed decides when it was received, hence its place: its place alone is not compared.
      lists: await Promise.all(
        queries.map(async (query) => {
          const cards = await desk.list(query, 4);
          return {
            others: cards.filter((card) => !copies.has(card.briefId)).map((card) => ({ ...card, duplicateOf: null })),
            copies: cards.filter((card) => copies.has(card.briefId)).length,
          };
        }),
      ),
      answers: await Promise.all(
        [...ids]
          .sort()
          .flatMap((id) => [`/v1/briefs/${id}`, `/v1/briefs/${id}/versions`, `/v1/briefs/${id}/article`])
          .map(answer),
      ),
      uploads: await Promise.all(
        NAMES.map(async (name) => {
          const told = await report(name);
          return (
            told && { ...told, parts: told.parts.map((part) => ({ ...part, duplicateOf: ownerOf(part.duplicateOf) })) }
          );
        }),
      ),
    };
  }

  async function scan(): Promise<{ pk: string; sk: string }[]> {
    const { Items = [] } = await table.send(new ScanCommand({ TableName: desk.runtime.outputs['TableName'] }));
    return Items.map(({ pk, sk }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '' }));
  }

  /** A file of the desk's own words. */
  async function lexicon(words: object): Promise<string> {
    const path = join(desk.stateDir, 'words.json');
    await writeFile(path, JSON.stringify({ schemaVersion: 1, ...words }));
    return path;
  }

  /** Deletes items of the table behind the back of everybody. */
  async function lose(is: (item: { pk: string; sk: string }) => boolean): Promise<void> {
    const lost = (await scan()).filter(is);
    expect(lost.length).toBeGreaterThan(0);
    for (let at = 0; at < lost.length; at += 25) {
      const deletes = lost
        .slice(at, at + 25)
        .map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk: { S: pk }, sk: { S: sk } } } }));
      await table.send(
        new BatchWriteItemCommand({ RequestItems: { [desk.runtime.outputs['TableName'] ?? '']: deletes } }),
      );
    }
  }

  async function loseStaged(prefix: string): Promise<void> {
    const Bucket = desk.runtime.outputs['StagedBucketName'];
    const keys = await staged(prefix);
    expect(keys.length).toBeGreaterThan(0);
    for (const Key of keys) await desk.s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }

  it('finds nothing to mend where all is well, at once or later', async () => {
    for (const now of [[], ['--now']]) {
      expect(await precis('reconcile', '--dry-run', ...now)).toEqual({
        status: 0,
        out: '0 to mend\n',
        progress: '',
        lines: ['0 to mend'],
      });
    }
    const json = await precis('reconcile', '--json');
    expect(JSON.parse(json.out)).toEqual({ toMend: 0, onTheirWay: 0, reported: 0, sent: 0 });
  });

  it('repeats a stage as often as one likes, and changes nothing', async () => {
    const before = await seen();
    const objects = await staged();
    const items = await scan();

    // Six articles in five files, the manifest of the bundle and that of the refused file; nothing of the removed one.
    for (let time = 0; time < 2; time += 1) {
      expect((await precis('replay', '--stage', 'brief')).out).toBe('8 sent to brief, of 7 files\n');
      expect((await precis('replay', '--stage', 'parse')).out).toBe('6 sent to parse, of 7 files\n');
    }
    await desk.drained();

    expect(await staged()).toEqual(objects);
    expect(await scan()).toEqual(items);
    expect(await seen()).toEqual(before);
  });

  it.each([
    [['--stage', 'brief', '--older-than', String(ANALYZER_GENERATION)], 0],
    [['--stage', 'brief', '--older-than', String(ANALYZER_GENERATION + 1)], 6],
    [['--stage', 'parse', '--older-than', String(PARSER_GENERATION)], 0],
    [['--stage', 'parse', '--older-than', String(PARSER_GENERATION + 1)], 6],
    [['--stage', 'parse', '--since', '1h'], 6],
    [['--stage', 'parse', '--since', 'now'], 0],
    [['--stage', 'parse', '--since', '2020-01-01T00:00:00+01:00'], 6],
  ])('repeats only what is meant: %j', async (args, count) => {
    const now = new Date().toISOString();
    const { out } = await precis('replay', '--dry-run', ...args.map((arg) => (arg === 'now' ? now : arg)));
    expect(out).toBe(`${count} to send to ${args[1]}, of 7 files\n`);
    expect(Object.values(await desk.messages()).every((messages) => messages === 0)).toBe(true);
  });

  it('lists what is refused, and has it parsed again above all that is known', async () => {
    const { lines } = await precis('rejected');
    expect(lines.map((line) => line.split('\t').slice(1, 4))).toEqual([
      ['in/news.ndjson', 'broken', 'empty'],
      ['in/no-article.png', '', 'unsupported-format'],
    ]);
    const [first] = await staged(`uploads/${uploadOf('no-article.png')}/`);

    const retried = await precis('rejected', '--retry', 'in/no-article.png');

    expect([retried.status, retried.progress]).toEqual([0, '1 sent to parse again.\n']);
    await desk.drained();
    const versions = (await staged(`uploads/${uploadOf('no-article.png')}/`)).map((key) => key.slice(-76, -5));
    expect(versions).toHaveLength(2);
    expect(first).toContain(versions[0]);
    expect(revisionIn(versions[1] ?? '')).toBe(revisionAfter(revisionIn(versions[0] ?? '')));
    expect(await report('no-article.png')).toMatchObject({ status: 'rejected' });
    expect((await precis('rejected', '--retry', 'in/lone.txt')).status).toBe(1);
  });

  it('mends a file of which only the inbox is left, one of which the table lost its head, and one that lost its briefs', async () => {
    const before = await seen();
    await loseStaged(`articles/${articleOf('lone.txt')}/`);
    await lose(
      ({ pk, sk }) =>
        [pk, sk].some((part) => part.includes(articleOf('lone.txt'))) || pk.includes(uploadOf('lone.txt')),
    );
    await lose(({ pk }) => pk === `UPLOAD#${uploadOf('revised.txt')}`);
    const [entry] = (await report('news.ndjson'))?.parts ?? [];
    await lose(({ pk }) => pk === `BRIEF#${entry?.articleId}`);

    // Nothing is overdue: it might all be on its way.
    expect((await precis('reconcile', '--dry-run')).out).toBe(
      'in/lone.txt\tnever parsed\tleft alone: it may be on its way\n' +
        'in/news.ndjson\tparsed, but not briefed\tleft alone: it may be on its way\n' +
        'in/revised.txt\tparsed, but the table does not show it\tleft alone: it may be on its way\n' +
        '0 to mend\n',
    );
    const dry = await precis('reconcile', '--dry-run', '--now');
    expect([dry.status, dry.lines]).toEqual([
      1,
      [
        'in/lone.txt\tnever parsed\twould be sent to parse',
        'in/news.ndjson\tparsed, but not briefed\twould be sent to brief',
        'in/revised.txt\tparsed, but the table does not show it\twould be sent to brief',
        '3 to mend',
      ],
    ]);
    expect((await precis('reconcile', '--now')).status).toBe(0);
    await desk.drained();

    expect((await precis('reconcile', '--dry-run', '--now')).out).toBe('0 to mend\n');
    const after = await seen();
    expect(after.uploads.map((upload) => upload?.status)).toEqual(before.uploads.map((upload) => upload?.status));
    const listed = ({ lists }: typeof after) =>
      lists.map(({ others, copies }) => ({ others: others.map(({ briefId }) => briefId), copies }));
    expect(listed(after)).toEqual(listed(before));
  });

  it('lets a later event of S3 win over what was asked for by hand', async () => {
    const versionId = await desk.put('lone.txt', OTHER);
    expect(await desk.settled('lone.txt', versionId)).toMatchObject({ status: 'briefed', versionId });
    await until(async () => {
      const text = await (await desk.get(`/v1/briefs/${articleOf('lone.txt')}/article`)).text();
      return text.includes('harbour treaty') || undefined;
    });
  });

  it('reports a staged text that is lost, and parses the file again where it is named', async () => {
    const prefix = `articles/${articleOf('copy.txt')}/`;
    const before = await staged(prefix);
    await loseStaged(prefix);
    expect((await precis('reconcile', '--now')).lines).toEqual([
      'in/copy.txt\ta staged object is lost\tleft alone: name the file to have it done',
      '0 to mend',
    ]);
    expect((await precis('reconcile', 'in/copy.txt')).lines).toEqual([
      'in/copy.txt\ta staged object is lost\tsent to parse',
      '1 to mend',
    ]);
    await desk.drained();
    expect(await staged(prefix)).toEqual(before);
  });

  it('reports a file that is there again, and briefs it where it is named', async () => {
    const Bucket = desk.runtime.inboxBucket;
    const Key = 'in/removed.txt';
    const { DeleteMarkers = [] } = await desk.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    // S3 tells of a delete marker's end as of the end of any version, and of no version that is shown again by it.
    await desk.s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: DeleteMarkers[0]?.VersionId }));
    await desk.drained();
    const words = 'the inbox shows a version again that was replaced or removed';
    expect((await precis('reconcile', '--now')).lines).toEqual([
      `${Key}\t${words}\tleft alone: name the file to have it done`,
      '0 to mend',
    ]);
    expect((await precis('reconcile', Key)).lines).toEqual([`${Key}\t${words}\tsent to parse`, '1 to mend']);
    await until(async () => (await report('removed.txt'))?.status === 'briefed' || undefined);
    expect((await precis('reconcile', '--dry-run', '--now')).out).toBe('0 to mend\n');
  });

  it('finds what is staged of a file that the inbox has no more', async () => {
    const versionId = await desk.put('gone.txt', OTHER);
    expect((await desk.settled('gone.txt')).status).toBe('briefed');
    await desk.remove('gone.txt', versionId);
    await desk.drained();
    await lose(({ pk }) => pk === `UPLOAD#${uploadOf('gone.txt')}` || pk === `BRIEF#${articleOf('gone.txt')}`);
    expect((await desk.get(`/v1/briefs/${articleOf('gone.txt')}`)).status).toBe(404);

    // The article, and its deletion for good.
    const line = 'in/gone.txt\tparsed, but the table does not show it\tsent to brief';
    expect((await precis('reconcile', '--now')).lines).toEqual([line, line, '2 to mend']);
    await desk.drained();

    expect((await precis('reconcile', '--dry-run', '--now')).out).toBe('0 to mend\n');
    expect((await desk.get(`/v1/briefs/${articleOf('gone.txt')}`)).status).toBe(410);
  });

  it('says so of a file that nobody knows', async () => {
    const { status, out, progress } = await precis('reconcile', 'in/nowhere.txt');
    expect([status, out, progress]).toEqual([1, '', 'precis: in/nowhere.txt: Nothing is known of such a file.\n']);
    expect((await precis('reconcile', 'nowhere.txt')).status).toBe(2);
  });

  it('fills an empty table from the staged objects, and nothing is missing or other than before', async () => {
    await desk.drained();
    const before = await seen();
    const refused = await precis('rebuild');
    expect([refused.status, refused.progress]).toEqual([1, expect.stringContaining('The table is not empty.')]);
    await lose(() => true);
    expect(await desk.list()).toEqual([]);

    const { status, out } = await precis('rebuild');

    expect([status, out]).toEqual([0, `${(await staged()).length} staged objects sent to brief\n`]);
    expect(await seen()).toEqual(before);
    expect((await precis('reconcile', '--dry-run', '--now')).out).toBe('0 to mend\n');
  });

  it('tells what other words would change in the archive, and writes nothing', async () => {
    await desk.put('shore.txt', SHORE);
    await desk.settled('shore.txt');
    await desk.drained();
    const items = await scan();

    const { status, lines } = await precis('replay', '--dry-run', '--lexicon', await lexicon(WORDS));

    expect([status, lines[0]]).toEqual([0, `${articleOf('shore.txt')}\tin/shore.txt`]);
    expect(lines).toContain('  + parties: Uruguay');
    expect(lines).toContain('      actors: [] → ["uruguay"]');
    expect(lines.at(-1)).toMatch(/^1 of \d+ briefs would change$/);
    expect(await scan()).toEqual(items);
    expect((await precis('replay', '--lexicon', await lexicon(WORDS))).status).toBe(2);
    const wrong = await precis('replay', '--dry-run', '--lexicon', await lexicon({ parties: [{ name: 'A' }] }));
    expect([wrong.status, wrong.progress]).toEqual([1, expect.stringContaining('parties.0.kind: ')]);
    expect((await precis('lexicon', 'show')).progress).toBe('There is no lexicon.\n');
  });

  it('briefs the archive with the words that are applied, and lists follow', async () => {
    expect(await desk.list('party=uruguay')).not.toContainEqual(
      expect.objectContaining({ briefId: articleOf('shore.txt') }),
    );

    const applied = await precis('replay', '--apply', '--lexicon', await lexicon(WORDS));

    expect([applied.status, applied.out]).toEqual([
      0,
      expect.stringMatching(/^lexicon 1 in force, \d+ articles sent to brief\n$/),
    ]);
    await desk.drained();
    expect(await (await desk.get(`/v1/briefs/${articleOf('shore.txt')}`)).json()).toMatchObject({
      generation: generationOf(1),
      parties: [{ id: 'uruguay', aliases: ['eastern shore'] }, { id: 'argentina' }],
    });
    expect(await desk.list('party=uruguay')).toContainEqual(
      expect.objectContaining({ briefId: articleOf('shore.txt') }),
    );
    // Applied already: nothing is left to send.
    expect((await precis('replay', '--apply', '--lexicon', await lexicon(WORDS))).out).toBe(
      'lexicon 1 in force, 0 articles sent to brief\n',
    );
    const { out, progress } = await precis('lexicon', 'show');
    expect([JSON.parse(out).aliases, progress]).toEqual([WORDS.aliases, expect.stringMatching(/^Lexicon 1, sha256:/)]);
  });

  it('refuses an overlay that is put by hand and is none, and changes nothing', async () => {
    const Bucket = desk.runtime.outputs['StagedBucketName'];
    await desk.s3.send(
      new PutObjectCommand({ Bucket, Key: 'lexicon/000002.json', Body: '{"schemaVersion":1,"words":[]}' }),
    );
    await desk.drained();
    expect((await precis('lexicon', 'show')).progress).toMatch(/^Lexicon 1, /);
  });

  it.each([
    ['reconcile', '--now'],
    ['rebuild', '--yes'],
  ])('puts the words in force again where the table has lost them: %s', async (command, option) => {
    await lose(({ sk }) => sk === 'LEXICON');
    const { status, lines } = await precis(command, option);
    await desk.drained();

    expect(status).toBe(0);
    if (command === 'reconcile')
      expect(lines).toEqual(['lexicon/000001.json\ta lexicon that is not in force\tsent to brief', '1 to mend']);
    expect((await precis('lexicon', 'show')).progress).toMatch(/^Lexicon 1, /);
  });

  it('takes the words back', async () => {
    const { status, out } = await precis('lexicon', 'remove');
    // Above what lies there, though it never was in force.
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/^no words in force \(lexicon 3\), \d+ articles sent to brief\n$/),
    ]);
    await desk.drained();
    expect(await (await desk.get(`/v1/briefs/${articleOf('shore.txt')}`)).json()).toMatchObject({
      generation: generationOf(3),
      parties: [{ id: 'argentina' }],
    });
  });
});
