import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ServedBrief } from '../../functions/api/responses.ts';
import { PRECIS } from '../precis.ts';
import { precisHere } from '../precis-here.ts';
import { PROJECT } from '../project.ts';
import { Desk } from './desk.ts';

const NAME = '2-tuesday-meridian-courier.md';

describe('precis export', () => {
  let desk: Desk;
  let folder: string;
  let state: string[];
  let id: string;
  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir') });
    folder = await mkdtemp(join(tmpdir(), 'precis-export-'));
    state = ['--state', desk.stateDir];
    await desk.put(NAME, await readFile(join(PROJECT, 'examples', NAME)));
    expect((await desk.settled(NAME)).status).toBe('briefed');
    id = (await desk.list())[0]?.briefId ?? '';
  });
  afterAll(async () => {
    await desk?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('writes a brief as Markdown, HTML and JSON', async () => {
    const [md, html, json] = await Promise.all(
      ['md', 'html', 'json'].map((format) => precisHere(['export', id, ...state, '--format', format])),
    );

    expect([md?.status, html?.status, json?.status]).toEqual([0, 0, 0]);
    expect(md?.out).toBe(await (await desk.get(`/v1/briefs/${id}`, 'text/markdown')).text());
    expect(html?.out).toMatch(/^<!DOCTYPE html>.*<h1 dir="auto">Boats begin to leave/s);
    expect(ServedBrief.parse(JSON.parse(json?.out ?? '')).briefId).toBe(id);
  });

  it('writes the same Word document to a file and to a program that reads it', async () => {
    const file = join(folder, 'brief.docx');

    const { status, out } = await precisHere(['export', id, ...state, '--format', 'docx', '-o', file]);
    // The runtime runs in this process, which must not wait for the command.
    const piped = await new Promise<Buffer>((resolve, reject) => {
      const child = spawn(process.execPath, [PRECIS, 'export', id, ...state, '--format', 'docx'], { cwd: PROJECT });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.once('error', reject);
      child.once('close', () => resolve(Buffer.concat(chunks)));
    });

    const bytes = await readFile(file);
    expect([status, out]).toEqual([0, '']);
    expect(Object.keys(unzipSync(bytes))).toContain('word/footnotes.xml');
    expect(Buffer.compare(piped, bytes)).toBe(0);
  });

  it('writes what the filters match as CSV and as a feed', async () => {
    const [csv, none, feed] = await Promise.all([
      precisHere(['export', '--list', ...state, '--party', 'uruguay']),
      precisHere(['export', '--list', ...state, '--party', 'norway']),
      precisHere(['export', '--list', ...state, '--format', 'atom', '--party', 'uruguay']),
    ]);

    expect([csv.status, none.status, feed.status]).toEqual([0, 0, 0]);
    expect(csv.out.split('\r\n').map((row) => row.split(',')[0])).toEqual(['id', id, '']);
    expect(none.out).toBe(`${csv.out.split('\r\n')[0]}\r\n`);
    expect(feed.out).toContain(`<id>${desk.runtime.apiUrl}/v1/feed?party=uruguay</id>`);
    expect(feed.out).toContain(`<id>urn:precis:brief:${id}</id>`);
  });

  it('says that there is no such brief', async () => {
    const { status, out, progress } = await precisHere(['export', 'f'.repeat(32), ...state]);

    expect([status, out]).toEqual([1, '']);
    expect(progress).toMatch(/^precis: .*brief/i);
  });
});
