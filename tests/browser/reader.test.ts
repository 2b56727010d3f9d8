import { afterAll, beforeAll, describe, inject } from 'vitest';
import { accessibilityTests } from './accessibility.ts';
import { changesTests } from './changes.ts';
import { correctingTests } from './correcting.ts';
import { hostileArticleTests } from './hostile.ts';
import type { OpenedReader } from './opened-reader.ts';
import { readingTests } from './reading.ts';
import { HAS_CHROMIUM, ReadingDesk } from './reading-desk.ts';
import { signingInTests } from './signing-in.ts';
import { uploadTests } from './uploads.ts';

describe.skipIf(!HAS_CHROMIUM)('The page (needs chromium)', () => {
  let opened: OpenedReader;

  beforeAll(async () => {
    const desk = await ReadingDesk.open(inject('assemblyDir'));
    opened = { desk, briefs: await desk.addExamples() };
  });
  afterAll(() => opened?.desk.close());

  // The first know how many briefs there are; the others add some.
  readingTests(() => opened);
  changesTests(() => opened);
  accessibilityTests(() => opened);
  correctingTests(() => opened);
  uploadTests(() => opened);
  signingInTests(() => opened);
  hostileArticleTests(() => opened);
});
