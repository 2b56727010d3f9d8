import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, type ClientRequest, PrecisClient } from '../../client/client.ts';
import { ApiDesk } from '../api/api-desk.ts';
import { transportTo } from '../api/desk-transport.ts';

let desk: ApiDesk;
let client: PrecisClient;
let sent: ClientRequest[];

beforeEach(() => {
  desk = new ApiDesk();
  sent = [];
  client = new PrecisClient(transportTo(desk, sent));
});

describe('The client', () => {
  it('reads a list page by page to its end', async () => {
    for (const day of [1, 2, 3, 4, 5]) await desk.publish(desk.article(`day-${day}`, day));
    const dates: (string | null)[] = [];
    for await (const { publishedAt } of client.eachBrief({ party: 'norway', limit: 2 })) dates.push(publishedAt);
    expect(dates).toEqual(['2026-02-05', '2026-02-04', '2026-02-03', '2026-02-02', '2026-02-01']);
    expect(sent.map(({ path }) => path.startsWith('/v1/briefs?party=norway&limit=2'))).toEqual([true, true, true]);
  });

  it('reads a brief as data and as pages, its article, its versions, and what became of its file', async () => {
    const article = desk.article('a', 3);
    const brief = await desk.publish(article);
    const { briefId } = brief;
    expect(await client.getBrief(briefId)).toMatchObject(JSON.parse(JSON.stringify(brief)));
    expect(await client.getBriefPage(briefId, 'text/markdown')).toMatch(/^# /);
    expect(await client.getBriefPage(briefId, 'text/html')).toMatch(/^<!doctype html>/i);
    expect((await client.getArticle(briefId)).text).toBe(article.text);
    expect((await client.getVersions(briefId)).items).toHaveLength(1);
    expect((await client.getUpload(article.uploadId)).status).toBe('briefed');
    expect((await client.findUpload('in/a.txt', 'v1')).status).toBe('briefed');
  });

  it('writes and reads notes, and leaves a version of a brief to its own address', async () => {
    const { briefId } = await desk.publish(desk.article('a', 3));
    const { edition } = await client.getBrief(briefId);
    const note = await client.addNote(briefId, { action: 'comment', value: { text: 'Ask.' } }, edition?.version);
    expect((await client.getNotes(briefId)).items).toEqual([note]);
    const noted: string[] = [];
    for await (const one of client.eachNotedBrief()) noted.push(one.briefId);
    expect(noted).toEqual([briefId]);
    expect((await client.getBrief(briefId)).desk?.comments).toMatchObject([{ noteId: note.id }]);
    expect(await client.getBrief(`${briefId}@${edition?.version}`)).not.toHaveProperty('desk');
  });

  it('reads parties, dossiers, issues and the feed', async () => {
    const { briefId } = await desk.publish(desk.article('a', 3));
    expect((await client.listParties()).items.map(({ id }) => id).sort()).toEqual(['iceland', 'norway']);
    const { measures, party } = await client.getDossier('norway');
    expect(party.name).toBe('Norway');
    expect(measures.did.map((measure) => measure.briefId)).toEqual([briefId]);
    expect((await client.listIssues()).items).toEqual([]);
    expect(await client.getText('/v1/feed', { party: 'norway' }, 'application/atom+xml')).toContain(briefId);
    expect(await client.getText('/v1/briefs', {}, 'text/csv')).toContain(briefId);
  });

  it('puts, reads and removes watches, and reads what changed, what lies ahead and the digest', async () => {
    await desk.publish(desk.article('a', 3));
    expect(await client.putWatch('north', { name: 'North', parties: ['norway'] }, true)).toMatchObject({ id: 'north' });
    await expect(client.putWatch('north', { name: 'N' }, true)).rejects.toMatchObject({ status: 412 });
    expect((await client.listWatches()).items).toEqual([await client.getWatch('north')]);
    expect((await client.getChanges({ since: '40d' })).watch).toBeNull();
    expect((await client.getChanges({}, 'north')).watch).toEqual({ id: 'north', name: 'North' });
    expect((await client.getDigest({ watch: 'north' })).sections).toHaveLength(1);
    expect((await client.getCalendar({ from: '2026-03-05' })).items).toEqual([]);
    expect(await client.getText('/v1/calendar.ics', {}, 'text/calendar')).toMatch(/^BEGIN:VCALENDAR\r\n/);
    await client.removeWatch('north');
    await expect(client.getWatch('north')).rejects.toMatchObject({ status: 404 });
  });

  it('asks for leave to upload', async () => {
    const { key } = await client.requestUpload('a b.txt');
    expect(key).toMatch(/^in\/2026-03-05\/\w{26}\/a-b\.txt$/);
  });

  it('throws an answer that is an error, with its problem or the words of the gateway', async () => {
    const unknown = await client.getBrief('0'.repeat(32)).catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(ApiError);
    expect(unknown).toMatchObject({ status: 404, problem: { type: 'urn:precis:problem:not-found' } });
    const wrong = await client.listBriefs({ limit: 0 }).catch((error: unknown) => error);
    expect(String(wrong)).toContain('limit: It must be a whole number from 1 to 50.');
    const unrouted = new PrecisClient(async () => Response.json({ message: 'Forbidden' }, { status: 403 }));
    await expect(unrouted.listBriefs()).rejects.toMatchObject({ status: 403, message: 'Forbidden' });
    const broken = new PrecisClient(async () => new Response('<html>', { status: 502 }));
    await expect(broken.listBriefs()).rejects.toMatchObject({ status: 502, message: 'No reason is given.' });
  });
});
