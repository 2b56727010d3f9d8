import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { record } from '../../functions/brief/record.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { articleIdOf, revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { parseStagedKey, type StagedObject } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { stage } from '../../functions/parse/stage.ts';
import type { ObjectEvent } from '../../functions/runtime/s3-events.ts';
import type { FileFacts } from '../../operations/file-facts.ts';
import { type Finding, planRepair, type RepairOptions } from '../../operations/reconcile-plan.ts';
import { strayArticles, uploadPostings } from '../../operations/upload-postings.ts';
import { LOWEST_REVISION, revisionIn } from '../../operations/versions.ts';
import { propertyRuns } from '../long-run.ts';
import { aBrief, anArticle } from '../store/records.ts';

const BUCKET = 'inbox';
const KEY = 'in/news.ndjson';
const NOW = Date.parse('2026-05-01T12:00:00.000Z');

/** What a version holds: its articles by their names ('' for a file's only one), or none for a file that is refused. */
type Content = readonly string[];
const CONTENTS: readonly Content[] = [[''], ['a', 'b'], ['b', 'c'], ['', 'a'], []];
const PARTS = ['', 'a', 'b', 'c'];

interface Act {
  /** `put` a version, `delete` with a marker, take that marker away (`undelete`), or `destroy` the present version. */
  readonly kind: 'put' | 'delete' | 'undelete' | 'destroy';
  readonly content: Content;
  /**
   * How far its event comes: not at all, to the staged objects, to the table but for the object that was staged first (or
   * last), or all the way.
   */
  readonly fate: 'lost' | 'staged' | 'no-first' | 'no-last' | 'done';
  /** After how many further acts its event is delivered. */
  readonly delay: number;
}

interface Version {
  readonly versionId: string;
  readonly content: Content | 'marker';
  readonly time: number;
}

/** Inbox, staged objects and table of one file, with the two stages between them. */
class World {
  readonly table = new MemoryTable();
  readonly store = new BriefStore({ table: this.table });
  readonly #staged = new Map<string, StagedObject>();
  /** Newest first. */
  versions: Version[] = [];
  readonly #events: ObjectEvent[] = [];
  #clock = NOW - 1_000_000;
  #made = 0;

  get present(): Version | undefined {
    return this.versions[0];
  }

  /** Does what a person does. @returns the event that S3 tells of it; undefined where there is nothing to do it to. */
  act(act: Act): ObjectEvent | undefined {
    const event = this.#act(act);
    if (event !== undefined) this.#events.unshift(event);
    return event;
  }

  /** Delivers every event that there was, the latest first. */
  async redeliver(): Promise<void> {
    for (const event of this.#events) await this.parse(event, 'done');
  }

  #act({ kind, content }: Act): ObjectEvent | undefined {
    this.#made += 1;
    this.#clock += 1000;
    const [present] = this.versions;
    const event = { bucket: BUCKET, key: KEY, revision: revisionOf(`00${this.#made + 10}`), size: undefined };
    const time = new Date(this.#clock).toISOString();
    if (kind === 'put' || kind === 'delete') {
      const versionId = `v${this.#made}`;
      this.versions.unshift({ versionId, content: kind === 'put' ? content : 'marker', time: this.#clock });
      return { ...event, kind: kind === 'put' ? 'created' : 'delete-marker', versionId, time };
    }
    if (present === undefined || (present.content === 'marker') !== (kind === 'undelete')) return undefined;
    this.versions.shift();
    return { ...event, kind: 'version-deleted', versionId: present.versionId, time };
  }

  async parse(event: ObjectEvent, fate: Act['fate']): Promise<void> {
    if (fate === 'lost') return;
    const put: string[] = [];
    await stage(event, {
      readVersion: async ({ versionId }) => {
        const version = this.versions.find((one) => one.versionId === versionId);
        return version && new TextEncoder().encode(JSON.stringify(version.content));
      },
      async parse(bytes) {
        const parts: Content = JSON.parse(new TextDecoder().decode(bytes));
        if (parts.length === 0) throw new RejectedError('empty', 'It holds nothing.');
        return {
          articles: parts.map((part) => anArticle({ key: KEY, part, text: `${part} ${event.versionId}` })),
          refused: [],
        };
      },
      putOnce: async (key, staged) => {
        if (this.#staged.has(key)) return false;
        this.#staged.set(key, staged);
        put.push(key);
        return true;
      },
    });
    if (fate === 'staged') return;
    const lost = fate === 'no-first' ? put[0] : fate === 'no-last' ? put.at(-1) : undefined;
    for (const key of put) if (key !== lost) await this.brief(key);
  }

  async brief(key: string): Promise<void> {
    const staged = this.#staged.get(key);
    if (staged === undefined) return;
    const eraseStaged = async () => {
      throw new Error('Nothing is purged here.');
    };
    await record(staged, key, {
      store: this.store,
      brief: async (article) => aBrief(article),
      eraseStaged,
      now: () => NOW,
    });
  }

  /** As `factsOf` finds them, but for staged manifests below the head: it leaves out more of those. */
  async facts(): Promise<FileFacts> {
    const uploadId = uploadIdOf(BUCKET, KEY);
    const upload = await this.store.getUpload(uploadId, NOW);
    const head = upload?.record.head;
    const listed = [...this.#staged].flatMap(([key, object]) => {
      const subject = parseStagedKey(key);
      if (subject === undefined) return [];
      const [of, id] =
        subject.kind === 'article'
          ? (['article', subject.articleId] as const)
          : (['upload', subject.uploadId] as const);
      return [{ staged: { key, of, id, headVersion: subject.headVersion, lastModified: NOW }, object }];
    });
    const manifests = listed
      .flatMap(({ staged, object: { manifest } }) => (manifest === null ? [] : [{ staged, manifest }]))
      .sort((a, b) => (a.staged.headVersion < b.staged.headVersion ? 1 : -1));
    const [present] = this.versions;
    return {
      inboxBucket: BUCKET,
      stagedBucket: 'staged',
      key: KEY,
      present: present && {
        key: KEY,
        versionId: present.versionId,
        lastModified: present.time,
        isDeleted: present.content === 'marker',
      },
      upload,
      manifests,
      lostManifest: undefined,
      texts: new Map(
        listed.flatMap(({ staged }) =>
          staged.headVersion === head?.version ? [[staged.id, staged.lastModified]] : [],
        ),
      ),
      strays: await strayArticles(this.table, upload, await uploadPostings(this.table, uploadId), NOW),
      highestRevision: [head?.version, ...listed.map(({ staged }) => staged.headVersion)]
        .flatMap((version) => (version === undefined ? [] : [revisionIn(version)]))
        .reduce((a, b) => (a > b ? a : b), LOWEST_REVISION),
    };
  }

  /** Does what findings ask for. */
  async mend(findings: readonly Finding[]): Promise<void> {
    for (const { verdict, stage: where, requests } of findings) {
      if (verdict !== 'mend') continue;
      for (const request of requests) {
        if (where === 'brief') await this.brief(request.key);
        else await this.parse({ ...request, size: undefined }, 'done');
      }
    }
  }

  /** The live articles of the file, as texts. */
  async live(): Promise<string[]> {
    const views = await Promise.all(PARTS.map((part) => this.store.getBrief(articleIdOf(BUCKET, KEY, part), NOW)));
    return views.flatMap((view, index) =>
      view?.state === 'live' ? [`${PARTS[index]} ${view.brief.article.upload.versionId}`] : [],
    );
  }

  /** The articles of the version that the inbox shows: those that should be live. */
  expected(): string[] {
    const [present] = this.versions;
    if (present === undefined || present.content === 'marker') return [];
    const { content, versionId } = present;
    return PARTS.filter((part) => content.includes(part)).map((part) => `${part} ${versionId}`);
  }
}

const NAMED: RepairOptions = {
  isNamed: true,
  overdueSince: Number.POSITIVE_INFINITY,
  now: NOW,
  isPastRetention: () => false,
};
const WALKED: RepairOptions = { ...NAMED, isNamed: false };

const act = (kinds: Act['kind'][], fates: Act['fate'][]): fc.Arbitrary<Act> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    content: fc.constantFrom(...CONTENTS),
    fate: fc.constantFrom(...fates),
    delay: fc.nat(3),
  });

const anyAct = act(['put', 'put', 'delete', 'undelete', 'destroy'], ['lost', 'staged', 'no-first', 'no-last', 'done']);

async function worldOf(acts: readonly Act[]): Promise<World> {
  const world = new World();
  const waiting = new Map<ObjectEvent, { due: number; fate: Act['fate'] }>();
  const deliver = async (until: number) => {
    for (const [event, { due, fate }] of waiting) {
      if (due > until) continue;
      waiting.delete(event);
      await world.parse(event, fate);
    }
  };
  for (const [index, one] of acts.entries()) {
    const event = world.act(one);
    if (event !== undefined) waiting.set(event, { due: index + one.delay, fate: one.fate });
    await deliver(index);
  }
  await deliver(Number.POSITIVE_INFINITY);
  return world;
}

/** Mends what is found, once. @returns what is found then. */
async function repaired(world: World, options: RepairOptions): Promise<Finding[]> {
  await world.mend(planRepair(await world.facts(), options));
  return planRepair(await world.facts(), options);
}

describe('Repairing a file', () => {
  it('that is named brings about what the inbox shows, whatever was lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 6 }), async (acts) => {
        const world = await worldOf(acts);
        expect(await repaired(world, NAMED)).toEqual([]);
        expect(await world.live()).toEqual(world.expected());
        // What was lost comes after all, and all else once more.
        await world.redeliver();
        expect(await repaired(world, NAMED)).toEqual([]);
        expect(await world.live()).toEqual(world.expected());
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  it('that is walked past does the same, or reports why a person has to decide', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 6 }), async (acts) => {
        const world = await worldOf(acts);
        const left = await repaired(world, WALKED);
        expect(left.filter(({ verdict }) => verdict !== 'report')).toEqual([]);
        if (left.length === 0) expect(await world.live()).toEqual(world.expected());
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  it('does by itself what was staged of a deletion for good, and of its parts', async () => {
    const put: Act = { kind: 'put', content: ['a', 'b'], fate: 'no-first', delay: 0 };
    const world = await worldOf([put, { ...put, kind: 'destroy', fate: 'staged' }]);
    expect(await world.live()).toEqual(['b v1']);
    expect(await repaired(world, WALKED)).toEqual([]);
    expect(await world.live()).toEqual([]);
  });

  it('with which all is well finds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act(['put', 'delete'], ['done']), { minLength: 1, maxLength: 6 }), async (acts) => {
        const world = await worldOf(acts);
        expect(planRepair(await world.facts(), WALKED)).toEqual([]);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('never puts an older version above a later event of S3', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 5 }), async (acts) => {
        const world = await worldOf(acts);
        const later = { kind: 'put', content: ['a'], fate: 'done', delay: 0 } as const;
        await repaired(world, NAMED);
        const event = world.act(later);
        if (event) await world.parse(event, 'done');
        expect(await world.live()).toEqual(world.expected());
      }),
      { numRuns: propertyRuns(20) },
    );
  });
});
