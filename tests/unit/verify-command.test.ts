import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Proof } from '../../bin/precis/proof.ts';
import { originalOf } from '../../bin/precis/verify-command.ts';
import { ferryProof } from '../fixtures/proofs.ts';
import { precisHere } from '../precis-here.ts';
import { runProgram } from '../program.ts';
import { PROJECT } from '../project.ts';

describe('The original of a brief', () => {
  it('is read from the inbox alone, whatever bucket the API names', async () => {
    const asked: unknown[] = [];
    const s3 = new S3Client({ region: 'eu-central-1' });
    s3.send = async (command: unknown) => {
      asked.push(command);
      return { Body: { transformToString: async () => 'Tm9yd2F5' }, ContentLength: 6 };
    };
    const { brief } = await ferryProof();

    expect(await originalOf(brief, { s3, inboxBucket: 'another' })).toEqual({ absent: expect.any(String) });
    expect(asked).toEqual([]);
    expect(await originalOf(brief, { s3, inboxBucket: 'inbox' })).toEqual({ base64: 'Tm9yd2F5' });
  });
});

describe('precis verify FILE, and docs/verify.mjs', () => {
  let folder: string;
  let good: Proof;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'precis-verify-'));
    good = await ferryProof();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const simply = (path: string) => runProgram(process.execPath, ['docs/verify.mjs', path], { cwd: PROJECT });

  it('say that all is well', async () => {
    const path = file('good.json', good);

    const [ours, simple] = await Promise.all([precisHere(['verify', path]), simply(path)]);

    expect([ours.status, ours.progress]).toEqual([0, '']);
    expect(ours.out.trimEnd().split('\n').at(-1)).toMatch(
      /^ok {2}\d+ quotes verbatim · \d+ sentences supported · text sha256 [0-9a-f]{8}… · made by hand 0$/,
    );
    expect(simple).toEqual({ status: 0, out: 'ok\n', progress: '' });
  });

  it('say what is wrong in which item, and nothing that a terminal acts on', async () => {
    const proof = structuredClone(good);
    const [measure] = proof.brief.measures;
    if (measure === undefined) throw new Error('There is no measure.');
    measure.description = 'Norland\u001b[2J bought 77 ferries.\u202e';
    const path = file('tampered.json', proof);

    const [ours, simple] = await Promise.all([precisHere(['verify', path]), simply(path)]);

    expect([ours.status, simple.status]).toEqual([1, 1]);
    expect(ours.out).toContain(`\nFAILED     ${measure.id}  Its quotes do not carry what it says (description)`);
    expect(ours.out).toMatch(new RegExp(`\nFAILED {2}1 of \\d+ checks failed: ${measure.id} · `));
    expect(simple.out).toContain(`"${measure.id}: its quotes do not have 77`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
    expect(ours.out + simple.out).not.toMatch(/[\u001b\u202e]/);
  });

  it('refuse what is no proof, without a stack trace', async () => {
    const path = file('hostile.json', '{"format":"precis-proof","version":1,"brief":{"x\u001b[2J":[[[');

    const [ours, missing, simple] = await Promise.all([
      precisHere(['verify', path]),
      precisHere(['verify', join(folder, 'none.json')]),
      simply(path),
    ]);

    expect([ours.status, ours.out, ours.progress]).toEqual([1, '', expect.stringMatching(/hostile\.json: .*not JSON/)]);
    expect([missing.status, missing.progress]).toEqual([1, expect.stringContaining('There is no such file.')]);
    expect([simple.status, simple.out]).toEqual([1, expect.stringMatching(/^"It is no proof: [^\n]*\n$/)]);
  });

  it('asks for an id where a proof is to be saved or words of the desk are given', async () => {
    const { status, progress } = await precisHere(['verify', 'brief.json', '--save', 'x.json']);
    expect([status, progress]).toEqual([2, expect.stringContaining('give its id')]);
  });
});
