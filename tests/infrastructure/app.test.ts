import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary-directory.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('The CDK app', () => {
  it('says what is wrong with the stage and writes nothing', () => {
    // Prepare
    const directory = join(temporaryDirectory(), 'cdk.out');
    const env = { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: '{"stage":"staging"}' };

    // Act
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], { cwd: ROOT, env });

    // Assess
    expect(status).toBe(1);
    expect(String(stderr)).toBe(
      'lib/config.ts: There is no stage "staging". Name one of dev, prod (as -c stage=dev), or add a file to lib/stages and name it in STAGES.\n',
    );
    expect(existsSync(join(directory, 'manifest.json'))).toBe(false);
  });
});
