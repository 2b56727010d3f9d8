import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readGold } from '../../bench/gold/articles.ts';
import { showCorrections } from '../../bin/precis/corrections-command.ts';
import { PipelineError, UsageError } from '../../bin/precis/errors.ts';
import { type NoteOptions, writeNote } from '../../bin/precis/note-command.ts';
import { ApiError, PrecisClient } from '../../client/client.ts';
import { revisionOf } from '../../functions/core/identity.ts';
import { ApiDesk, NOW, TEXT } from '../api/api-desk.ts';
import { transportTo } from '../api/desk-transport.ts';
import { measureOf } from '../fixtures/draft.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

let desk: ApiDesk;
let client: PrecisClient;
let id: string;
let item: string;
let out: string;
let progress: string;
beforeEach(async () => {
  await open(new ApiDesk());
  [out, progress] = ['', ''];
});

async function open(on: ApiDesk): Promise<void> {
  desk = on;
  client = new PrecisClient(transportTo(desk));
  const brief = await desk.publish(desk.article('a', 3));
  [id, item] = [brief.briefId, brief.measures[0]?.id ?? ''];
}

const terminal = {
  out: (text: string) => {
    out += text;
  },
  progress: (text: string) => {
    progress += `${text}\n`;
  },
};
const note = (action: string, options: NoteOptions) => writeNote(id, action, options, client, terminal);
const corrections = (options: Parameters<typeof showCorrections>[0] = {}) => showCorrections(options, client, terminal);

describe('precis note', () => {
  it('writes what its options say and prints the id of the note', async () => {
    expect(await note('amend', { item, set: ['type=trade', 'targets=iceland, '], reason: 'It is.' })).toBe(0);

    const { items } = await client.getNotes(id);
    expect(items).toMatchObject([{ item, value: { type: 'trade', targets: ['iceland'] }, reason: 'It is.' }]);
    expect(out).toBe(`${items[0]?.id}\n`);
  });

  it.each<[string, NoteOptions, RegExp]>([
    ['praise', {}, /accept, reject, amend/],
    ['comment', { set: ['text'] }, /FIELD=VALUE/],
    ['comment', { set: ['text=a', 'text=b'] }, /twice/],
  ])('refuses %s with %j by itself', async (action, options, reason) => {
    const refused = note(action, options);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(reason);
  });

  it('tells what the API refuses', async () => {
    const refused = note('add', { set: ['list=measures', 'quote=Sweden has signed'] });
    await expect(refused).rejects.toThrow(ApiError);
    await expect(refused).rejects.toThrow('value.quote: It is not in the article, word for word.');
  });
});

describe('precis corrections', () => {
  it('prints a line a note, and nothing that a terminal acts on', async () => {
    await note('comment', { set: ['text=Ask \u001b[2J them.'] });
    await note('reject', { item, reason: 'No.' });
    out = '';

    expect(await corrections()).toBe(0);

    expect(out.split('\n')).toEqual([
      `2026-03-05T00:00Z  ${id}  comment  text: Ask \ufffd[2J them.  (a.lind@desk.example)`,
      `2026-03-05T00:00Z  ${id}  reject ${item}  No.  (a.lind@desk.example)`,
      '',
    ]);
  });

  it('prints none of before the time asked for', async () => {
    await note('reject', { item });
    out = '';
    await corrections({ since: NOW + 1 });
    expect([out, progress]).toEqual(['', 'Nobody has noted anything.\n']);
    await corrections({ since: NOW, json: true });
    expect(JSON.parse(out)).toMatchObject({ action: 'reject', item });
  });

  it('writes each corrected brief as a case: asked for what is vouched for, without what was rejected', async () => {
    const folder = join(temporaryDirectory(), 'cases');
    const commented = await desk.publish(desk.article('b', 4));
    await writeNote(commented.briefId, 'comment', { set: ['text=a'] }, client, terminal);
    await note('reject', { item });
    await note('add', { set: ['list=measures', 'quote=signed the fishing accord with Iceland', 'type=trade'] });

    expect(await corrections({ export: folder })).toBe(0);

    expect(readdirSync(folder)).toEqual([`${id}.json`]);
    const [document] = readGold(folder);
    expect(document?.text.startsWith(TEXT)).toBe(true);
    expect(document?.gold).toMatchObject({
      parties: [
        { name: 'Norway', kind: 'state', optional: true },
        { name: 'Iceland', optional: true },
      ],
      measures: [{ type: 'trade', quotes: ['signed the fishing accord with Iceland'], optional: false }],
      unresolvedIssues: [],
      risks: [],
    });
  });

  it('leaves what nobody looked at neither asked for nor wrong', async () => {
    const folder = temporaryDirectory();
    const text = `${TEXT} Iceland has closed a harbour.`;
    const measures = [TEXT.slice(0, -1), 'Iceland has closed a harbour'].map((quote) => measureOf(text, quote));
    const brief = await desk.publish(desk.article('b', 4, { text }), { measures });
    await writeNote(brief.briefId, 'accept', { item: measures[1]?.id ?? '' }, client, terminal);

    await corrections({ export: folder });

    expect(readGold(folder)[0]?.gold['measures']).toMatchObject([{ optional: true }, { optional: false }]);
  });

  it('says which articles are not there any more', async () => {
    await note('reject', { item });
    const folder = temporaryDirectory();
    desk.staged.clear();
    expect(await corrections({ export: folder })).toBe(1);
    expect(progress).toContain(`${id}: its article is not there any more.`);
    await desk.store.recordManifest(desk.manifest(desk.article('a', 3), { kind: 'removed' }, revisionOf('02')), NOW);
    out = '';
    await corrections();
    expect(out).toBe('');
  });

  it('needs a deployment that serves articles', async () => {
    await open(new ApiDesk({ servesText: false }));
    await note('reject', { item });
    await expect(corrections({ export: temporaryDirectory() })).rejects.toThrow(PipelineError);
  });
});
