import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenedReader } from './opened-reader.ts';
import type { ReadingDesk } from './reading-desk.ts';

const WEDNESDAY = '3-wednesday-harbour-and-tide.html';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds serious or critical, each with where it is. @param rules all, unless some are named. */
async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE);
  const options = rules === undefined ? '' : `{ runOnly: ${JSON.stringify(rules)} }`;
  const { violations } = (await page.evaluate(`axe.run(${options})`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

export const accessibilityTests = (opened: () => OpenedReader) =>
  describe('The reader, by axe-core', () => {
    let desk: ReadingDesk;
    let briefs: Map<string, string>;

    beforeAll(async () => {
      ({ desk, briefs } = opened());
      const [first, second] = await desk.itemsOf(briefs.get(WEDNESDAY) ?? '');
      await desk.note(briefs.get(WEDNESDAY) ?? '', { action: 'reject', item: first, reason: 'It is told above.' });
      await desk.note(briefs.get(WEDNESDAY) ?? '', { action: 'comment', item: second, value: { text: 'Ask them.' } });
      await desk.note(briefs.get(WEDNESDAY) ?? '', { action: 'assess', value: { likelihood: 'likely' } });
    });

    /** Each page, and what brings it into the state that is looked at. */
    const STATES: readonly (readonly [string, () => string, (page: Page) => Promise<unknown>])[] = [
      [
        'list, with the quotes of what changed',
        () => '/',
        async (page) => {
          await page.locator('.card').first().waitFor();
          await page.getByRole('button', { name: 'both quotes' }).first().click();
          await page.getByText('Gone quiet').click();
        },
      ],
      [
        'form of a watch that is not complete',
        () => '/',
        async (page) => {
          await page.getByRole('button', { name: 'Add a watch' }).click();
          await page.getByRole('button', { name: 'Save the watch' }).click();
          await page.getByRole('alert').waitFor();
        },
      ],
      [
        'brief with what a desk noted, and its versions',
        () => `/b/${briefs.get(WEDNESDAY)}`,
        async (page) => {
          await page.getByText('Rejected (1)').click();
          await page.getByText('Versions', { exact: true }).click();
          await page.locator('.version-list a').waitFor();
        },
      ],
      [
        'form of a correction that is refused',
        () => `/b/${briefs.get(WEDNESDAY)}`,
        async (page) => {
          await page.locator('.article-text').waitFor();
          await page.keyboard.press('e');
          await page.getByLabel('In words').fill('The war is over.');
          await page.getByRole('button', { name: 'Save the correction' }).click();
          await page.getByText('The article does not carry it.').waitFor();
        },
      ],
      ['search', () => '/?q=boats&voice=party', (page) => page.locator('.card').first().waitFor()],
      ['empty list', () => '/?measure=ceasefire', (page) => page.getByText('No brief matches').waitFor()],
      [
        'brief with an item that says why',
        () => `/b/${briefs.get('2-tuesday-meridian-courier.md')}`,
        async (page) => {
          await page.locator('.article-text').waitFor();
          await page.locator('.item').nth(1).getByRole('button').first().click();
          await page.getByRole('button', { name: /Why is this here/ }).click();
        },
      ],
      [
        'undated brief, unfolded',
        () => `/b/${briefs.get('4-undated-continental-dispatch.txt')}`,
        async (page) => {
          await page.locator('.article-text').waitFor();
          for (const summary of await page.locator('.brief summary').all()) await summary.click();
        },
      ],
      [
        'lines that cite a passage',
        () => `/b/${briefs.get('2-tuesday-meridian-courier.md')}`,
        async (page) => {
          await page.locator('mark a').first().click();
          await page.getByRole('dialog').waitFor();
        },
      ],
      [
        'dossier with its table',
        () => '/parties/uruguay',
        (page) => page.getByRole('button', { name: 'Show as a table' }).click(),
      ],
      ['issues', () => '/issues', (page) => page.locator('.group').first().waitFor()],
      ['parties', () => '/parties', (page) => page.locator('tbody tr').first().waitFor()],
      ['missing brief', () => `/b/${'0'.repeat(32)}`, (page) => page.getByRole('alert').waitFor()],
      [
        'keys',
        () => '/issues',
        async (page) => {
          await page.locator('.group').first().waitFor();
          await page.keyboard.press('?');
          await page.getByRole('dialog').waitFor();
        },
      ],
      [
        'uploads in every state',
        () => '/',
        async (page) => {
          await page.route('**/v1/uploads', (route) =>
            route.request().postData()?.includes('lost') ? route.abort() : route.continue(),
          );
          await page.locator('input[type=file]').setInputFiles([
            {
              name: 'read.txt',
              mimeType: 'text/plain',
              buffer: Buffer.from('Norway has signed the accord with Iceland.'),
            },
            { name: 'lost.txt', mimeType: 'text/plain', buffer: Buffer.from('Norway has signed the accord.') },
            { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from(' ') },
          ]);
          await page.getByText('All 3 accounted for, 1 could not be read, 1 did not arrive.').waitFor();
        },
      ],
    ];

    it.each(STATES)('finds nothing serious in the %s, light or dark', async (_, path, prepare) => {
      // Prepare: axe-core is put into the page as no policy of ours allows.
      const { page } = await desk.tab({ bypassCSP: true, reducedMotion: 'reduce' });
      await page.goto(path());
      await prepare(page);

      // Act and assess
      expect(await findings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findings(page, ['color-contrast']), 'dark').toEqual([]);
    });

    it('finds nothing serious on a phone, with the article up from below', async () => {
      // Prepare
      const { page } = await desk.page({
        viewport: { width: 360, height: 740 },
        bypassCSP: true,
        reducedMotion: 'reduce',
      });
      await page.goto(`/b/${briefs.get('1-monday-plata-wire.txt')}`);
      await page.locator('.item').first().getByRole('button').first().click();
      await page.locator('mark[data-chosen]').first().waitFor();

      // Act and assess
      expect(await findings(page)).toEqual([]);
    });
  });
