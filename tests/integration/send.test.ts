import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readProof } from '../../bin/precis/proof.ts';
import { ServedBrief } from '../../functions/api/responses.ts';
import { PRECIS, precis } from '../precis.ts';
import { precisHere } from '../precis-here.ts';
import { runProgram } from '../program.ts';
import { PROJECT } from '../project.ts';
import { Desk } from './desk.ts';

/** What docs/verify.mjs says of a proof. */
const simply = (proof: string) => runProgram(process.execPath, ['docs/verify.mjs', proof], { cwd: PROJECT });

describe('precis send, list, get, verify, watch, changes and mcp', () => {
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

  it('verifies a brief against what the inbox has, and later from a file alone', async () => {
    const { out } = await precisHere(['list', ...state, '--party', 'uruguay']);
    const id = (out.split('\n').find((each) => each.includes('2026-03-03')) ?? '').slice(0, 32);
    const proof = join(folder, 'brief.proof.json');
    const total =
      /^ok {2}\d+ quotes verbatim · \d+ sentences supported · text sha256 [0-9a-f]{8}… · made by embedded [\d.]+\n$/m;

    const fetched = await precisHere(['verify', id, '--save', proof, ...state]);
    const saved = await readFile(proof);

    expect([fetched.status, fetched.out]).toEqual([0, expect.stringMatching(total)]);
    expect(fetched.progress).toMatch(/brief\.proof\.json: [\d,]+ bytes\n$/);
    expect(fetched.out).toContain('The parser (generation');
    const { briefId, edition } = readProof(saved).brief;
    expect([briefId, edition.address]).toEqual([id, expect.stringContaining(`/${id}@`)]);
    expect(await simply(proof)).toEqual({ status: 0, out: 'ok\n', progress: '' });
  });

  it('keeps a watch, and tells what changed on it, what lies ahead and the page of the morning', async () => {
    const added = await precisHere(['watch', 'add', 'Plata', '--party', 'uruguay', ...state]);
    const [changes, digest, calendar, none] = await Promise.all([
      precisHere(['changes', '--since', 'yesterday', '--watch', 'plata', ...state]),
      precisHere(['digest', '--watch', 'plata', ...state]),
      precisHere(['calendar', '--from', '2026-03-01', '--to', '2026-03-31', '--ics', ...state]),
      precisHere(['changes', '--watch', 'nobody', ...state]),
    ]);

    expect(added).toEqual({ status: 0, out: 'plata\n', progress: '' });
    expect([changes.status, changes.out]).toEqual([0, expect.stringMatching(/^ {2}new {11}/m)]);
    expect(digest.out).toMatch(/^# What changed: Plata\n/);
    expect(calendar.out).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect([none.status, none.progress]).toEqual([1, expect.stringContaining('There is no watch nobody.')]);
  });

  it('serves what was sent to a chat, as a program of its own', async () => {
    const args = [PRECIS, 'mcp', ...state];
    const chat = new Client({ name: 'chat', version: '1.0.0' });
    await chat.connect(new StdioClientTransport({ command: process.execPath, args, cwd: PROJECT, stderr: 'ignore' }));

    const { tools } = await chat.listTools();
    const found = await chat.callTool({ name: 'search', arguments: { party: 'uruguay' } });
    await chat.close();

    expect(tools).toHaveLength(4);
    expect(JSON.stringify(found.content)).toContain('Boats begin to leave Serena lock');
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
