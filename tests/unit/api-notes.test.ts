import { beforeEach, describe, expect, it } from 'vitest';
import { gateAmended } from '../../functions/api/gated-item.ts';
import { NoteList, Problem, ServedBrief, VersionList } from '../../functions/api/responses.ts';
import type { Article } from '../../functions/core/article.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { revisionOf } from '../../functions/core/identity.ts';
import { Note, type NoteInput } from '../../functions/core/notes/note.ts';
import { CountingTable } from '../../functions/core/store/counting-table.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { type ApiAnswer, ApiDesk, NOW } from '../api/api-desk.ts';
import { issueOf, measureOf, partyOf, riskOf } from '../fixtures/draft.ts';
import { lexiconOf } from '../fixtures/lexicon.ts';

const SIGNED = 'Norway has signed the fishing accord with Iceland';
const PLANNED = 'Iceland could close two harbours';
const SPOKEN = 'the size of the fleet remains open';
const TEXT = `${SIGNED}. ${PLANNED} if the talks fail. Norway said ${SPOKEN}. Fishermen went home on Monday.`;

const DRAFT = {
  headline: { text: SIGNED, from: 'items' as const, items: [] },
  parties: [partyOf(TEXT, 'Norway', 'Norway'), partyOf(TEXT, 'Iceland', 'Iceland')],
  measures: [measureOf(TEXT, SIGNED, { type: 'agreement', actors: ['norway'] })],
  unresolvedIssues: [
    issueOf(TEXT, SPOKEN, { attribution: { voice: 'party', label: 'Norway', party: 'norway' }, state: 'undecided' }),
  ],
  risks: [riskOf(TEXT, PLANNED)],
};

let desk: ApiDesk;
let article: Article;
let brief: Brief;
let signed: string;
beforeEach(async () => {
  desk = new ApiDesk();
  article = desk.article('a', 3, { text: TEXT });
  brief = await desk.publish(article, DRAFT);
  signed = brief.measures[0]?.id ?? '';
});

function note(input: NoteInput | object, query = '', on = desk): Promise<ApiAnswer> {
  const headers = { 'content-type': 'application/json' };
  return on.ask('POST /v1/briefs/{id}/notes', { id: brief.briefId, query, headers, body: JSON.stringify(input) });
}

async function served(query = '', id = brief.briefId): Promise<ServedBrief> {
  return ServedBrief.parse((await desk.get('/v1/briefs/{id}', { id, query })).json());
}

const problemIn = (answer: ApiAnswer) => Problem.parse(answer.json());

describe('POST /v1/briefs/{id}/notes', () => {
  it('stores who noted what, when, and of which version, and applies it from then on', async () => {
    const answer = await note({ action: 'reject', item: signed, reason: 'It was not signed.' });

    const stored = Note.parse(answer.json());
    expect([answer.status, answer.headers['location']]).toEqual([201, `/v1/briefs/${brief.briefId}/notes`]);
    expect(stored).toMatchObject({ by: 'a.lind@desk.example', at: '2026-03-05T00:00:00.000Z', item: signed });
    const { measures, desk: noted, edition } = await served();
    expect(stored.version).toBe(edition?.version);
    expect(measures).toEqual([]);
    expect(noted?.rejected).toMatchObject([{ noteId: stored.id, item: { id: signed }, reason: 'It was not signed.' }]);
    expect((await served('corrections=none')).measures).toEqual(brief.measures);
    const { items } = NoteList.parse((await desk.get('/v1/briefs/{id}/notes', { id: brief.briefId })).json());
    expect(items).toEqual([stored]);
  });

  it('changes the ETag of what it changes', async () => {
    const ask = { id: brief.briefId };
    const before = await desk.get('/v1/briefs/{id}', ask);
    await note({ action: 'comment', value: { text: 'Ask the ministry.' } });
    const after = await desk.get('/v1/briefs/{id}', {
      ...ask,
      headers: { 'if-none-match': before.headers['etag'] ?? '' },
    });
    expect(after.status).toBe(200);
  });

  it('takes a rejected item back', async () => {
    await note({ action: 'reject', item: signed });
    expect((await note({ action: 'accept', item: signed })).status).toBe(201);
    expect((await served()).measures).toEqual(brief.measures);
  });

  it('lets an item be amended as far as the article carries it', async () => {
    const value = { type: 'trade', targets: ['iceland'] };
    expect((await note({ action: 'amend', item: signed, value })).status).toBe(201);
    const { measures, desk: noted } = await served();
    expect(measures[0]).toEqual({ ...brief.measures[0], ...value });
    expect(noted?.corrections[0]?.was).toEqual(brief.measures[0]);
  });

  it.each<[string, object, string]>([
    [
      'a description that says more',
      { description: 'Norway has signed it with Iceland and Sweden' },
      'value.description',
    ],
    [
      'a refusal that nobody speaks of',
      { status: 'demanded', actors: [], description: 'Norway must sign' },
      'value.description',
    ],
    ['a quote of other words', { quote: 'Norway will sign it' }, 'value.quote'],
    ['a quote that cuts a word', { quote: 'ay has signed the fish' }, 'value.quote'],
  ])('refuses %s', async (_, value, field) => {
    const answer = await note({ action: 'amend', item: signed, value });
    const problem = problemIn(answer);
    expect([answer.status, problem.type]).toEqual([422, 'urn:precis:problem:unsupported-claim']);
    expect(problem.errors?.map((error) => error.field)).toContain(field);
    expect((await served()).measures).toEqual(brief.measures);
  });

  it('adds an item that has a quote, said by whoever says what stands beside it', async () => {
    const quote = 'Norway said the size of the fleet remains open';
    const added = await note({
      action: 'add',
      value: { list: 'unresolvedIssues', quote, topic: 'the size of the fleet' },
    });
    const monday = await note({
      action: 'add',
      value: { list: 'measures', quote: 'Fishermen went home', type: 'movement', status: 'completed' },
    });

    expect([added.status, monday.status]).toEqual([201, 201]);
    const { unresolvedIssues, measures, desk: noted } = await served();
    expect(unresolvedIssues.at(-1)).toMatchObject({ attribution: { party: 'norway' }, topic: 'the size of the fleet' });
    expect(measures.at(-1)).toMatchObject({ attribution: { voice: 'outlet' }, type: 'movement', status: 'completed' });
    expect(noted?.corrections.map(({ action }) => action)).toEqual(['add', 'add']);
    const again = await note({ action: 'add', value: { list: 'measures', quote: 'Fishermen went home' } });
    expect([again.status, problemIn(again).type]).toEqual([409, 'urn:precis:problem:conflict']);
  });

  it('adds a risk only where a word makes it one', async () => {
    const value = { list: 'risks', quote: 'Iceland could close two harbours if the talks fail' };
    expect((await note({ action: 'add', value })).status).toBe(201);
    expect((await served()).risks.at(-1)).toMatchObject({
      cue: 'could',
      likelihood: 'possible',
      probabilityStated: false,
    });
    const answer = await note({ action: 'add', value: { list: 'risks', quote: 'Fishermen went home' } });
    expect(problemIn(answer)).toMatchObject({ status: 422, errors: [{ field: 'value.quote' }] });
  });

  it.each<[object, string]>([
    [{ action: 'praise' }, 'action'],
    [{ action: 'reject' }, 'item'],
    [{ action: 'reject', item: 'm-1' }, 'item'],
    [{ action: 'comment', value: { text: '' } }, 'value.text'],
    [{ action: 'comment', value: { text: 'a'.repeat(2_001) } }, 'value.text'],
    [{ action: 'comment', value: { text: 'a' }, by: 'somebody else' }, 'by'],
    [{ action: 'assess', value: {} }, 'value'],
    [{ action: 'add', value: { list: 'parties', quote: 'Norway' } }, 'value.list'],
    [{ action: 'add', value: { list: 'measures' } }, 'value.quote'],
    [{ action: 'add', value: { list: 'measures', quote: 'Fishermen', topic: 'a' } }, 'value.topic'],
    [{ action: 'add', value: { list: 'measures', quote: 'Fishermen', actors: ['sweden'] } }, 'value.actors'],
  ])('names what is wrong in %j', async (input, field) => {
    const answer = await note(input);
    expect(answer.status).toBe(400);
    expect(problemIn(answer).errors?.map((error) => error.field)).toEqual([field]);
  });

  it('says what it does not find', async () => {
    expect((await note({ action: 'reject', item: 'm-00000000' })).status).toBe(404);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ action: 'comment', value: { text: 'a' } });
    expect((await desk.ask('POST /v1/briefs/{id}/notes', { id: '0'.repeat(32), headers, body })).status).toBe(404);
    await desk.store.recordManifest(desk.manifest(article, { kind: 'removed' }, revisionOf('02')), NOW);
    expect((await note({ action: 'comment', value: { text: 'a' } })).status).toBe(410);
  });

  it('checks nothing where the deployment serves no article, and takes all else', async () => {
    const closed = new ApiDesk({ servesText: false });
    await closed.publish(closed.article('a', 3, { text: TEXT }), DRAFT);
    const refused = await note({ action: 'amend', item: signed, value: { type: 'trade' } }, '', closed);
    expect(problemIn(refused)).toMatchObject({
      status: 409,
      detail: expect.stringContaining('does not serve articles'),
    });
    expect((await note({ action: 'reject', item: signed }, '', closed)).status).toBe(201);
  });
});

describe('A later version of a brief', () => {
  const longer = `${SIGNED} on Friday`;
  const text = TEXT.replace(SIGNED, longer);
  let first: string;

  /** The article as it is put again, with more words. */
  async function revise(draft: object): Promise<Brief> {
    first = (await served()).edition?.version ?? '';
    const revised = { ...article, text, revision: revisionOf('02'), contentHash: 'sha256:second' };
    return desk.publish(revised, {
      ...DRAFT,
      parties: [partyOf(text, 'Norway', 'Norway'), partyOf(text, 'Iceland', 'Iceland')],
      unresolvedIssues: [],
      risks: [],
      measures: [measureOf(text, longer, { type: 'trade', actors: ['norway'] })],
      ...draft,
    });
  }

  it('has the notes of the one before, placed anew in its text', async () => {
    await note({ action: 'reject', item: signed });
    await note({ action: 'add', value: { list: 'measures', quote: 'Fishermen went home', type: 'movement' } });
    await revise({});

    const { measures, desk: noted } = await served();

    expect(measures.map(({ type }) => type)).toEqual(['movement']);
    const [piece] = measures[0]?.evidence ?? [];
    expect(text.slice(piece?.start, piece?.end)).toBe('Fishermen went home');
    expect(noted?.rejected).toHaveLength(1);
    expect(noted?.unplaced).toEqual([]);
  });

  it('takes a note on an item that a note on the one before added', async () => {
    await note({ action: 'add', value: { list: 'measures', quote: 'Fishermen went home', type: 'movement' } });
    await revise({ measures: [] });
    const [added] = (await served()).measures;

    const answer = await note({ action: 'reject', item: added?.id });

    expect(answer.status).toBe(201);
    expect((await served()).measures).toEqual([]);
  });

  it('takes a note on what a reader still had open, where it has that item yet', async () => {
    await revise({});
    expect((await note({ action: 'reject', item: signed }, `version=${first}`)).status).toBe(201);
    expect((await served()).measures).toEqual([]);
    const gone = await note({ action: 'reject', item: brief.risks[0]?.id }, `version=${first}`);
    expect(problemIn(gone)).toMatchObject({ status: 409, type: 'urn:precis:problem:conflict' });
    const unknown = `${'0'.repeat(64)}.000001.000001`;
    expect((await note({ action: 'reject', item: signed }, `version=${unknown}`)).status).toBe(409);
    expect((await note({ action: 'reject', item: signed }, 'version=1')).status).toBe(400);
  });

  it('leaves the one before at its own address, as it was written', async () => {
    await note({ action: 'reject', item: signed });
    const { edition } = await served();
    await revise({});
    const id = `${brief.briefId}@${first}`;

    const answer = await desk.get('/v1/briefs/{id}', { id });
    const page = await desk.get('/v1/briefs/{id}', { id, headers: { accept: 'text/html' } });

    expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(ServedBrief.parse(answer.json())).toEqual({ ...brief, edition });
    expect(page.body).toContain(`id="${signed}"`);
    for (const wrong of [`${brief.briefId}@`, `${brief.briefId}@1`, `${id}@`, `${id.slice(0, -1)}9`]) {
      expect((await desk.get('/v1/briefs/{id}', { id: wrong })).status).toBe(404);
    }
  });

  it('is listed with what changed, newest first, a page at a time', async () => {
    const later = await revise({});

    const all = VersionList.parse((await desk.get('/v1/briefs/{id}/versions', { id: brief.briefId })).json());
    const page = await desk.get('/v1/briefs/{id}/versions', { id: brief.briefId, query: 'limit=1' });
    const { items, next } = VersionList.parse(page.json());
    const rest = await desk.get('/v1/briefs/{id}/versions', { id: brief.briefId, query: `limit=1&cursor=${next}` });

    expect(all.items.map(({ current, briefedAt }) => [current, briefedAt])).toEqual([
      [true, '2026-03-05T00:00:00.000Z'],
      [false, '2026-03-05T00:00:00.000Z'],
    ]);
    const [measure] = later.measures;
    expect(all.items[0]?.changes).toEqual({
      added: [],
      removed: [
        { list: 'unresolvedIssues', itemId: brief.unresolvedIssues[0]?.id, text: SPOKEN },
        { list: 'risks', itemId: brief.risks[0]?.id, text: brief.risks[0]?.statement },
      ],
      changed: [
        {
          list: 'measures',
          itemId: measure?.id,
          wasId: signed,
          text: longer,
          fields: ['description', 'evidence', 'type'],
        },
      ],
      textChanged: true,
    });
    expect([...items, ...VersionList.parse(rest.json()).items]).toEqual(all.items);
    expect(VersionList.parse(rest.json()).next).toBeUndefined();
  });

  it('is told without its text once the article is removed', async () => {
    await revise({});
    await desk.store.recordManifest(desk.manifest(article, { kind: 'removed' }, revisionOf('03')), NOW);

    const { items } = VersionList.parse((await desk.get('/v1/briefs/{id}/versions', { id: brief.briefId })).json());

    expect(items.map(({ state }) => state)).toEqual(['removed', 'live', 'live']);
    expect(items.filter((item) => 'changes' in item || 'address' in item)).toEqual([]);
    expect((await desk.get('/v1/briefs/{id}', { id: `${brief.briefId}@${first}` })).status).toBe(410);
  });
});

describe('The gate of notes', () => {
  it('knows the parties by the names that the desk gave them, as the gate of the brief did', async () => {
    const text = 'Atlantis has signed the fishing accord with Iceland. Atlantis closed two harbours.';
    const [quote = '', other = ''] = text.split('. ').map((sentence) => sentence.replace(/\.$/, ''));
    const lexicon = lexiconOf({ aliases: { Norway: ['Atlantis'] } });
    const norway = partyOf(text, 'Norway', 'Atlantis', { aliases: ['Atlantis'] });
    const draft = { ...DRAFT, unresolvedIssues: [], risks: [], headline: { ...DRAFT.headline, text: quote } };
    const named = new ApiDesk();
    brief = await named.publish(
      named.article('a', 3, { text }),
      {
        ...draft,
        parties: [norway, partyOf(text, 'Iceland', 'Iceland')],
        measures: [measureOf(text, quote, { type: 'agreement', actors: ['norway'] })],
      },
      lexicon,
    );
    const { id: item } = brief.measures[0] ?? {};
    expect(brief.measures[0]?.actors).toEqual(['norway']);

    const amended = await note({ action: 'amend', item, value: { type: 'trade', quote } }, '', named);
    const value = { list: 'measures', type: 'other', status: 'completed', quote: other, actors: ['norway'] };
    const added = await note({ action: 'add', value }, '', named);
    const wrong = await note({ action: 'amend', item, value: { actors: ['iceland'], targets: ['norway'] } }, '', named);

    expect([amended.status, added.status, wrong.status]).toEqual([201, 201, 422]);
  });

  const amend = (item: Brief['measures'][number], value: object) => {
    const atlantis = { ...brief.parties[0], id: 'atlantis', name: 'Atlantis', aliases: [] } as Brief['parties'][number];
    const own = { ...brief, parties: [...brief.parties, atlantis], measures: [item] };
    return gateAmended(article, own, 'measures', item, value, undefined);
  };

  it('leaves alone what the desk does, where a gate of another generation passed that', () => {
    const item = { ...brief.measures[0], actors: ['atlantis'] } as Brief['measures'][number];

    expect(amend(item, { type: 'trade' })).toEqual({ item: { ...item, type: 'trade' } });
    expect(amend(item, { actors: ['norway'] })).toMatchObject({ item: { actors: ['norway'] } });
    expect(amend(item, { actors: ['atlantis'] })).toMatchObject({ refused: [{ field: 'actors' }] });
  });

  it('passes nothing of an item that it would drop', () => {
    const [measure] = brief.measures;
    const [piece] = measure?.evidence ?? [];
    const item = { ...measure, evidence: [{ ...piece, start: 1 }] } as Brief['measures'][number];

    expect(amend(item, { description: 'Norway sank ninety ships' })).toMatchObject({ refused: [{ field: 'quote' }] });
  });
});

it('A brief costs one more read for its notes', async () => {
  const table = new CountingTable(new MemoryTable());
  const counted = new ApiDesk({ table });
  const { briefId: id } = await counted.publish(counted.article('a', 3));
  const reads = async (query: string): Promise<number> => {
    const before = table.total().requests;
    await counted.get('/v1/briefs/{id}', { id, query });
    return table.total().requests - before;
  };
  expect([await reads('corrections=none'), await reads('')]).toEqual([1, 2]);
});
