/**
 * `npm run screenshots`: writes the pictures of docs/reader.md. It starts the local runtime, puts the example articles
 * into it and takes them in chromium.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { synthesize } from '../local/assembly/synthesize.ts';
import { ReadingDesk } from '../tests/browser/reading-desk.ts';
import { PROJECT } from '../tests/project.ts';

const IMAGES = join(PROJECT, 'docs', 'images');
const STATE = join(PROJECT, 'node_modules', '.cache', 'precis-tests');
const SIZE = { width: 1280, height: 860 };

/** Pages by the name of their picture: where they are, and what is done on them first. */
function picturesOf(briefs: ReadonlyMap<string, string>): [string, string, (page: Page) => Promise<unknown>][] {
  return [
    [
      'list',
      '/',
      async (page) => {
        await page.locator('.card').nth(3).waitFor();
        await page.locator('.story').first().waitFor();
        await page.getByText('Nothing dated.').waitFor();
      },
    ],
    [
      'brief',
      `/b/${briefs.get('2-tuesday-meridian-courier.md')}`,
      async (page) => {
        await page.locator('mark[data-chosen]').first().waitFor();
      },
    ],
    ['dossier', '/parties/uruguay', (page) => page.locator('.lanes a').first().waitFor()],
  ];
}

export async function run(): Promise<number> {
  mkdirSync(STATE, { recursive: true });
  mkdirSync(IMAGES, { recursive: true });
  const assemblyDir = await synthesize({ projectDir: PROJECT, stateDir: STATE, onStart: () => {} });
  const desk = await ReadingDesk.open(assemblyDir);
  try {
    const briefs = await desk.addExamples();
    for (const [name, path, prepare] of picturesOf(briefs)) {
      const { page } = await desk.page({ viewport: SIZE, reducedMotion: 'reduce' });
      await page.goto(path);
      await prepare(page);
      const file = join(IMAGES, `reader-${name}.png`);
      await page.screenshot({ path: file });
      console.log(`docs/images/reader-${name}.png`);
    }
    return 0;
  } finally {
    await desk.close();
  }
}
