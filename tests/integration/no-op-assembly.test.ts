import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { objectsOf } from '../../bench/throughput/no-op/objects.ts';
import { copyWithNoOps } from '../../bench/throughput/no-op-assembly.ts';
import { readAssembly } from '../../local/assembly/read-assembly.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

/** The code of each function of an assembly, by the folder's name. */
async function codeOf(assemblyDir: string): Promise<Map<string, string>> {
  const stacks = await readAssembly(assemblyDir);
  const assets = stacks.flatMap((stack) => [...stack.assets]);
  return new Map(assets.map(([hash, path]) => [hash, readFileSync(join(path, 'index.mjs'), 'utf8')]));
}

describe('The pipeline that does nothing', () => {
  it('is the same template with other code for parse and brief alone', async () => {
    // Prepare
    const assembly = inject('assemblyDir');
    const copy = join(temporaryDirectory(), 'cdk.out');

    // Act
    copyWithNoOps(assembly, copy);

    // Assess
    const [own, noOp] = await Promise.all([codeOf(assembly), codeOf(copy)]);
    const changed = [...own].filter(([hash, code]) => noOp.get(hash) !== code);
    expect([...noOp.keys()]).toEqual([...own.keys()]);
    expect(changed).toHaveLength(2);
    for (const [hash] of changed) expect(noOp.get(hash)).not.toContain('parserGeneration');
    const [template] = (await readAssembly(copy)).map((stack) => JSON.stringify(stack.template));
    expect(template).toBe(JSON.stringify((await readAssembly(assembly))[0]?.template));
  });

  it('finds the objects of a notification, and none in the test event', () => {
    const record = { s3: { bucket: { name: 'inbox' }, object: { key: 'in/a+b%C3%A9.txt', versionId: 'v1' } } };

    expect(objectsOf(JSON.stringify({ Records: [record] }))).toEqual([
      { Bucket: 'inbox', Key: 'in/a bé.txt', VersionId: 'v1' },
    ]);
    expect(objectsOf(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }))).toEqual([]);
  });
});
