import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../functions/core/brief.ts';
import { decodeBody } from '../../functions/core/store/body.ts';

const FOLDER = new URL('../fixtures/brief-schemas/', import.meta.url);

/** A brief as it was stored under a version of the schema; never to be changed, as those in tables are not. */
const stored = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

describe('A brief that was stored', () => {
  it('is there for every version of the schema', () => {
    const versions = Array.from({ length: SCHEMA_VERSION }, (_, index) => `${index + 1}.json`);
    expect(readdirSync(FOLDER).sort()).toEqual(versions.sort());
  });

  it.each(readdirSync(FOLDER))('under the schema of %s is read as one of today', (name) => {
    const brief = decodeBody(stored(name));

    expect(brief).toMatchObject({
      schemaVersion: SCHEMA_VERSION,
      headline: { text: expect.stringMatching(/^Uruguay denies deal on canal monitors/) },
      article: { publishedAt: '2026-03-04T18:20:00-03:00' },
    });
    expect(brief.measures.length).toBeGreaterThan(0);
  });
});
