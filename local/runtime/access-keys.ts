import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type Json } from '../template/template.ts';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** A new key. It opens nothing but this runtime. */
export function newAccessKey(): AccessKey {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
}

/** The key of this machine's owner: made at the first start and kept, so that `aws` can be set up with it once. */
export async function ownerKey(stateDir: string): Promise<AccessKey> {
  const file = join(stateDir, 'owner-key.json');
  try {
    const kept: Json = JSON.parse(await readFile(file, 'utf8'));
    const { accessKeyId, secretAccessKey } = isObject(kept) ? kept : {};
    if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') return { accessKeyId, secretAccessKey };
  } catch {
    // The first start with this state, or one that was cut off.
  }
  const key = newAccessKey();
  await writeFile(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}
