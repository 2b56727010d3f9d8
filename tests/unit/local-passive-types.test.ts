import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { PASSIVE_TYPES } from '../../local/template/passive-types.ts';

it('docs/local.md names every resource type that does nothing on this machine, and no other', async () => {
  const page = await readFile(new URL('../../docs/local.md', import.meta.url), 'utf8');

  const named = [...page.matchAll(/`((?:AWS::[A-Za-z0-9]+|Custom)::[A-Za-z0-9]+)`/g)].map(([, type]) => type);

  expect([...new Set(named)].sort()).toEqual([...PASSIVE_TYPES.keys()].sort());
});
