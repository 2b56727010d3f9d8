import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MEASURE_STATUSES, MEASURE_TYPES } from '../../functions/core/brief.ts';
import { TransientError } from '../../functions/core/errors.ts';
import { buildEventSchema, DeliveredEvent } from '../../functions/core/event-schema.ts';
import type { ChangeEvent } from '../../functions/core/events.ts';
import { briefVersionOf, headVersionOf, tombstoneVersionOf } from '../../functions/core/identity.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { readPattern } from '../../local/eventbridge/event-pattern.ts';
import {
  aManifest,
  aMeasure,
  anArticle,
  aPart,
  aParty,
  articleKeyOf,
  aSingle,
  NOW,
  ownManifest,
} from '../store/records.ts';

/** A store, and what it announces; `refuse` lets the next event fail that it is true of. */
function open(retentionDays?: number) {
  const events: ChangeEvent[] = [];
  const told = { events, refuse: undefined as ((event: ChangeEvent) => boolean) | undefined };
  const store = new BriefStore({
    table: new MemoryTable(),
    retentionDays,
    announce: async (event) => {
      if (told.refuse?.(event)) {
        told.refuse = undefined;
        throw new TransientError('The bus is out of order.');
      }
      // Whatever the store announces is an event of the schema.
      DeliveredEvent.parse({ source: 'precis.test', 'detail-type': event.type, detail: event.detail });
      events.push(event);
    },
  });
  return { store, told, events, takeAll: () => events.splice(0) };
}

const version = (sequencer: string, analyzer = 1, parser = 1): string =>
  briefVersionOf(headVersionOf(sequencer.padEnd(64, '0'), parser), analyzer);
const tombstone = (sequencer: string): string => tombstoneVersionOf(headVersionOf(sequencer.padEnd(64, '0'), 1));
const brief = (event: ChangeEvent | undefined): string => `${event?.type} ${event?.detail.version.slice(0, 2)}`;

const first = anArticle({ sequencer: '01', text: 'One.', title: 'A quay' });
const second = anArticle({ sequencer: '02', text: 'Two.' });
const removal = aManifest(anArticle({ sequencer: '03' }), { kind: 'removed' });
const { articleId, uploadId } = first;
const rejection = { code: 'too-complex', reason: 'It calls itself "SECRET".' } as const;
const refused = (article: typeof first, generation = 1) => ({
  article,
  manifest: ownManifest(article),
  articleKey: articleKeyOf(article),
  rejection,
  generation,
});

describe('A brief that can be read', () => {
  it('is ready at first, and revised after that, by its file or by the analyzer', async () => {
    const { store, events } = open();

    await store.storeBrief(aSingle(first), NOW);
    await store.storeBrief(aSingle(first, { generation: 2 }), NOW);
    await store.storeBrief(aSingle(second, { generation: 2 }), NOW);

    expect(events.map(({ detail }) => detail.id)).toEqual([
      `${articleId}.${version('01')}.BriefReady`,
      `${articleId}.${version('01', 2)}.BriefRevised`,
      `${articleId}.${version('02', 2)}.BriefRevised`,
    ]);
    expect(events.slice(1)).toMatchObject([
      { detail: { previousVersion: version('01') } },
      { detail: { previousVersion: version('01', 2) } },
    ]);
  });

  it('is told with what a card holds, and where all of it is', async () => {
    const { store, events } = open(30);
    const article = { ...first, url: 'https://gazette.example/quay' };

    await store.storeBrief(
      aSingle(article, {
        parties: [aParty('syria', { kind: 'state', country: 'SY' })],
        measures: [aMeasure('trade', 'agreed')],
      }),
      NOW,
    );

    expect(events[0]?.detail).toMatchObject({
      schemaVersion: 1,
      articleId,
      uploadId,
      version: version('01'),
      file: { bucket: 'inbox', key: 'in/harbour.txt', versionId: 'v01' },
      title: 'A quay',
      source: 'Harbour Gazette',
      url: 'https://gazette.example/quay',
      measures: [{ type: 'trade', status: 'agreed' }],
      countries: ['SY'],
      counts: { measures: 1, unresolvedIssues: 0, risks: 0, upsides: 0 },
      expiresAt: '2026-05-02T08:00:00.000Z',
      links: {
        brief: `/v1/briefs/${articleId}`,
        article: `/v1/briefs/${articleId}/article`,
        versions: `/v1/briefs/${articleId}/versions`,
        upload: `/v1/uploads/${uploadId}`,
      },
    });
  });

  it('is announced once it can be read, and again by each delivery of it', async () => {
    const { store, told, events } = open();
    told.refuse = () => true;

    const dying = store.storeBrief(aSingle(first), NOW);

    await expect(dying).rejects.toBeInstanceOf(TransientError);
    expect(await store.getBrief(articleId, NOW)).toMatchObject({ state: 'live' });
    expect((await store.storeBrief(aSingle(first), NOW)).outcome).toBe('repeated');
    await store.storeBrief(aSingle(first), NOW);
    expect(events).toHaveLength(2);
    expect(events[1]).toEqual(events[0]);
  });

  it('is told as revised by whoever comes again, too, when what it followed is gone', async () => {
    const { store, told, takeAll } = open();
    await store.storeBrief(aSingle(first), NOW);
    takeAll();
    told.refuse = () => true;

    await store.storeBrief(aSingle(second), NOW).catch(() => undefined);
    await store.storeBrief(aSingle(second), NOW);

    expect(takeAll()).toMatchObject([{ type: 'BriefRevised', detail: { previousVersion: version('01') } }]);
  });

  it('is told as the copy that it is', async () => {
    const { store, takeAll } = open();
    const copy = anArticle({ key: 'in/copy.txt', text: 'One.' });
    await store.storeBrief(aSingle(first), NOW);

    await store.storeBrief(aSingle(copy), NOW);

    expect(takeAll().at(-1)?.detail).toMatchObject({ articleId: copy.articleId, duplicateOf: articleId });
  });

  it('is not announced where a newer one is there, or its file is gone, or it has expired', async () => {
    const { store, takeAll } = open(30);
    await store.storeBrief(aSingle(second), NOW);
    takeAll();

    await store.storeBrief(aSingle(first), NOW);
    await store.recordManifest(removal, NOW);
    await store.storeBrief(aSingle(second), NOW);
    const late = anArticle({ key: 'in/late.txt', sequencer: '05', receivedAt: '2026-01-01T00:00:00.000Z' });
    await store.storeBrief(aSingle(late), NOW);

    expect(takeAll().map(brief)).toEqual(['BriefRetracted 03']);
  });

  it('stays small, whatever it holds', async () => {
    const { store, events } = open();
    const parties = Array.from({ length: 64 }, (_, index) =>
      aParty(`${'ー'.repeat(190)}-${index}`, { name: '港'.repeat(2_000), kind: 'state', country: 'NO' }),
    );
    const measures = MEASURE_TYPES.flatMap((type) => MEASURE_STATUSES.map((status) => aMeasure(type, status))).slice(
      0,
      64,
    );
    const article = {
      ...first,
      title: '港'.repeat(5_000),
      source: '港'.repeat(5_000),
      url: `https://x.example/${'a'.repeat(9_000)}`,
    };

    await store.storeBrief(aSingle(article, { parties, measures, headline: '港'.repeat(900) }), NOW);

    // EventBridge bills each 64 KB as one event.
    expect(Buffer.byteLength(JSON.stringify(events[0]?.detail))).toBeLessThan(64_000);
    expect(events[0]?.detail).toMatchObject({ url: null });
  });
});

describe('A brief that is not to be read any more', () => {
  it('is retracted once by a removal, at the version of that, and by a purge no more', async () => {
    const { store, takeAll } = open();
    await store.storeBrief(aSingle(first), NOW);
    takeAll();

    await store.recordManifest(removal, NOW);
    await store.recordManifest(removal, NOW);
    await store.recordManifest(
      aManifest(anArticle({ sequencer: '04' }), { kind: 'purged', onlyArticleId: articleId, articleIds: [] }),
      NOW,
    );

    expect(takeAll()).toEqual([
      {
        type: 'BriefRetracted',
        detail: {
          schemaVersion: 1,
          id: `${articleId}.${tombstone('03')}.BriefRetracted`,
          articleId,
          uploadId,
          version: tombstone('03'),
          retractedVersion: version('01'),
          cause: 'removed',
          links: { upload: `/v1/uploads/${uploadId}` },
        },
      },
    ]);
  });

  it('is retracted by a purge', async () => {
    const { store, takeAll } = open();
    await store.storeBrief(aSingle(first), NOW);
    takeAll();

    await store.recordManifest(
      aManifest(anArticle({ sequencer: '04' }), { kind: 'purged', onlyArticleId: articleId, articleIds: [] }),
      NOW,
    );

    expect(takeAll().map(brief)).toEqual(['BriefRetracted 04']);
  });

  it('is retracted by the removal that comes again, or by the next one, where the first could not tell', async () => {
    for (const again of [removal, aManifest(anArticle({ sequencer: '04' }), { kind: 'removed' })]) {
      const { store, told, takeAll } = open();
      await store.storeBrief(aSingle(first), NOW);
      takeAll();
      told.refuse = () => true;
      await store.recordManifest(removal, NOW).catch(() => undefined);

      await store.recordManifest(again, NOW);

      expect(takeAll()).toMatchObject([{ type: 'BriefRetracted', detail: { retractedVersion: version('01') } }]);
    }
  });

  it('is retracted for each article that a bundle has no more, and for no other', async () => {
    const { store, takeAll } = open();
    const [kept, lost] = ['kept', 'lost'].map((part) => anArticle({ key: 'in/b.zip', part, text: part }));
    if (kept === undefined || lost === undefined) throw new Error('There are two.');
    for (const article of [kept, lost]) await store.storeBrief(aPart(article), NOW);
    takeAll();

    await store.recordManifest(
      aManifest(anArticle({ key: 'in/b.zip', sequencer: '02' }), { kind: 'parts', articleIds: [kept.articleId] }),
      NOW,
    );

    expect(takeAll()).toMatchObject([{ type: 'BriefRetracted', detail: { articleId: lost.articleId } }]);
  });

  it('is ready, not revised, when it is there again', async () => {
    const { store, takeAll } = open();
    await store.storeBrief(aSingle(first), NOW);
    await store.recordManifest(removal, NOW);

    await store.storeBrief(aSingle(anArticle({ sequencer: '05' })), NOW);

    expect(takeAll().map(brief)).toEqual(['BriefReady 01', 'BriefRetracted 03', 'BriefReady 05']);
  });
});

describe('What is rejected', () => {
  it('by the brief stage ends the older brief, and a newer analyzer may lift it', async () => {
    const { store, takeAll } = open();
    await store.storeBrief(aSingle(first), NOW);

    await store.storeRejection(refused(second), NOW);
    await store.storeRejection(refused(second), NOW);
    await store.storeBrief(aSingle(second, { generation: 2 }), NOW);

    const [, retracted, rejected, again, lifted] = takeAll();
    expect([retracted, rejected, lifted].map(brief)).toEqual([
      'BriefRetracted 02',
      'UploadRejected 02',
      'BriefReady 02',
    ]);
    expect(retracted?.detail).toMatchObject({ cause: 'rejected', version: version('02') });
    expect(again).toEqual(rejected);
    expect(rejected?.detail).toEqual({
      schemaVersion: 1,
      id: `${articleId}.${version('02')}.UploadRejected`,
      articleId,
      uploadId,
      version: version('02'),
      stage: 'brief',
      code: 'too-complex',
      reason: 'It calls itself "…".',
      receivedAt: second.receivedAt,
      file: { bucket: 'inbox', key: 'in/harbour.txt', versionId: 'v02' },
      links: { upload: `/v1/uploads/${uploadId}` },
    });
  });

  it('by the parse stage is a file, unless a newer version of it is there', async () => {
    const { store, takeAll } = open();
    const manifestOf = (sequencer: string) => aManifest(anArticle({ sequencer }), { kind: 'rejected', rejection });

    await store.recordManifest(manifestOf('02'), NOW);
    await store.recordManifest(manifestOf('02'), NOW);
    await store.recordManifest(manifestOf('01'), NOW);

    const [told, again, ...others] = takeAll();
    expect(others).toEqual([]);
    expect(again).toEqual(told);
    expect(told?.detail).toMatchObject({
      id: `${uploadId}.${headVersionOf('02'.padEnd(64, '0'), 1)}.UploadRejected`,
      stage: 'parse',
      code: 'too-complex',
      reason: 'It calls itself "…".',
      file: { key: 'in/harbour.txt', versionId: 'v02' },
    });
    expect(told?.detail).not.toHaveProperty('articleId');
  });
});

describe('docs/events.md', () => {
  const page = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/```json\n(\{\n {2}"version": "0"[\s\S]*?)```/g)].map(([, text = '']) =>
    JSON.parse(text),
  );

  it('has an example of each event, as the schema says', () => {
    expect(examples.map((event) => event['detail-type'])).toEqual([
      'BriefReady',
      'BriefRevised',
      'BriefRetracted',
      'UploadRejected',
    ]);
    for (const { detail, ...envelope } of examples) {
      const event = DeliveredEvent.parse({ ...envelope, detail });
      const subject =
        'articleId' in event.detail && event.detail.articleId ? event.detail.articleId : event.detail.uploadId;
      expect(event.detail.id).toBe(`${subject}.${event.detail.version}.${event['detail-type']}`);
    }
  });

  it('has a schema that is what the code says now (else run `npm run events`)', () => {
    const schema = JSON.parse(readFileSync(new URL('../../docs/events.schema.json', import.meta.url), 'utf8'));
    expect(schema).toEqual(JSON.parse(JSON.stringify(buildEventSchema())));
  });

  it('has a rule that matches the example of what it asks for, and no other', () => {
    const pattern = readFileSync(new URL('../../examples/events/new-sanctions.json', import.meta.url), 'utf8');
    const matches = readPattern(JSON.parse(pattern), 'the example');
    expect(examples.filter(matches).map((event) => event['detail-type'])).toEqual(['BriefReady']);
    const [ready] = examples;
    expect(matches({ ...ready, detail: { ...ready.detail, measures: [{ type: 'trade', status: 'agreed' }] } })).toBe(
      false,
    );
    expect(matches({ ...ready, detail: { ...ready.detail, duplicateOf: '0'.repeat(32) } })).toBe(false);
  });
});
