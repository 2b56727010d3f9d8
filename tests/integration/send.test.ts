import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ServedBrief } from '../../functions/api/responses.ts';
import { precis } from '../precis.ts';
import { precisHere } from '../precis-here.ts';
import { Desk } from './desk.ts';

describe('precis send, list and get', () => {
  let desk: Desk;
  let folder: string;
  let state: string[];
  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir') });
    folder = await mkdtemp(join(tmpdir(), 'precis-send-'));
    state = ['--state', desk.stateDir];
    await writeFile(join(folder, 'photo.txt'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  });
  afterAll(async () => {
    await desk?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('sends files and waits for their briefs; one that is refused costs the others nothing', async () => {
    const { status, out, progress } = await precis([
      'send',
      ...state,
      'examples/2-tuesday-meridian-courier.md',
      join(folder, 'photo.txt'),
      join(folder, 'none.txt'),
    ]);
    expect(status).toBe(1);
    expect(out).toMatch(/^[0-9a-f]{32}\texamples\/2-tuesday-meridian-courier\.md\n$/);
    expect(progress).toMatch(/rejected {2}.*photo\.txt.*PNG/);
    expect(progress).toMatch(/none\.txt: There is no such file/);
  });

  it('prints a line a file, whatever its name holds', async () => {
    const path = join(folder, 'talks\u001b[31m\n.txt');
    await writeFile(path, 'Uruguay withdrew its boats from the lock on Monday.');
    const { status, out } = await precis(['send', ...state, path]);
    expect(status).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{32}\t.*talks\ufffd\[31m\ufffd\.txt\n$/);
  });

  it('lists and prints what was sent', async () => {
    const { out } = await precisHere(['list', ...state, '--party', 'uruguay']);
    const line = out.split('\n').find((each) => each.includes('2026-03-03')) ?? '';
    expect(line).toMatch(/^[0-9a-f]{32} {2}2026-03-03 {2}Boats begin to leave/);
    const id = line.slice(0, 32);
    const page = await precisHere(['get', ...state, id]);
    expect([page.status, page.out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^# Boats begin to leave/)]);
    const data = await precisHere(['get', ...state, '--json', id]);
    expect(ServedBrief.parse(JSON.parse(data.out)).briefId).toBe(id);
    expect(await precisHere(['list', ...state, '--party', 'norway'])).toEqual({
      status: 0,
      out: '',
      progress: 'There is no such brief.\n',
    });
  });

  it('says what the API refuses', async () => {
    const unknown = await precisHere(['get', ...state, '0'.repeat(32)]);
    expect([unknown.status, unknown.out]).toEqual([1, '']);
    expect(unknown.progress).toContain('404');
    const wrong = await precisHere(['list', ...state, '--measure', 'war']);
    expect(wrong.status).toBe(1);
    expect(wrong.progress).toMatch(/400: .* measure: /);
  });
});
