import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../bin/precis/main.ts';
import type { ServedBrief } from '../../functions/api/responses.ts';
import type { OpenedReader } from './opened-reader.ts';
import type { ReadingDesk } from './reading-desk.ts';

const FILE = 'corrected.txt';
const ARTICLE = `Norway opens its northern ports

Norway has opened its northern ports to fishing boats of Iceland, the ministry said on Monday.

Iceland threatened to close its waters to Norway. Norway proposed a joint patrol of the fishing grounds.

The eastern shore demanded a seat in the talks. Observers warned that the dispute could harm the fishing season.
`;
/** The desk's own words: whoever applies them raises the generation of every brief. */
const WORDS = { schemaVersion: 1, aliases: { Finland: ['the eastern shore'] } };

export const correctingTests = (opened: () => OpenedReader) =>
  describe('Corrections in the reader', () => {
    let desk: ReadingDesk;
    let briefId: string;

    beforeAll(async () => {
      ({ desk } = opened());
      briefId = await desk.add(FILE, ARTICLE);
    });

    async function briefNow(): Promise<ServedBrief> {
      return (await (await desk.desk.get(`/v1/briefs/${briefId}`)).json()) as ServedBrief;
    }

    const cardOf = (page: Page, words: string) => page.locator('.item', { hasText: words });

    async function choose(page: Page, words: string): Promise<void> {
      const button = cardOf(page, words).getByRole('button').first();
      if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
    }

    /** What the page says of the three corrections that the first test makes. */
    async function expectCorrected(page: Page): Promise<void> {
      await page.locator('.rejected summary').waitFor();
      expect(await cardOf(page, 'close its waters').count()).toBe(0);
      const rejected = page.locator('.rejected');
      expect(await rejected.locator('summary').innerText()).toBe('Rejected (1)');
      expect(await rejected.textContent()).toMatch(
        /Iceland threatened to close its waters.*Rejected by arn:aws:iam::\d{12}:root, .*: It was said last year\./,
      );
      const amended = cardOf(page, 'joint patrol');
      expect(await amended.locator('.item-lead').textContent()).toBe('Proposed');
      expect(await amended.locator('.correction').textContent()).toMatch(
        /^corrected by arn:aws:iam::\d{12}:root, was .+/,
      );
      expect(await amended.locator('.item-below').textContent()).toContain('Security assistance');
      expect(await cardOf(page, 'northern ports').locator('.thoughts').innerText()).toContain('Ask <b>the port</b>.');
    }

    it('outlive a brief of a newer generation and a new upload of the file', async () => {
      // Prepare
      const { page, faults } = await desk.tab();
      const { generation } = await briefNow();
      await page.goto(`/b/${briefId}`);
      await page.locator('.article-text').waitFor();

      // Act: one is wrong, another is amended, a third one is commented on.
      await choose(page, 'close its waters');
      await page.keyboard.press('x');
      await page.getByLabel('Reason (optional)').fill('It was said last year.');
      await page.getByRole('button', { name: 'Reject it' }).click();
      await page.getByText('Rejected (1)').waitFor();
      await choose(page, 'joint patrol');
      await page.keyboard.press('e');
      await page.getByLabel('Kind').selectOption('Security assistance');
      await page.getByRole('button', { name: 'Save the correction' }).click();
      await page.getByText('Corrected.', { exact: true }).waitFor();
      await choose(page, 'northern ports');
      await page.keyboard.press('n');
      await page.getByRole('textbox', { name: 'Comment' }).fill('Ask <b>the port</b>.');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('The comment is noted.').waitFor();
      await expectCorrected(page);

      // Act: the archive is briefed with other words, in a newer generation.
      const words = join(desk.desk.stateDir, 'words.json');
      await writeFile(words, JSON.stringify(WORDS));
      const told: string[] = [];
      const terminal = { out: (text: string) => told.push(text), progress: (text: string) => told.push(text) };
      const status = await main(['replay', '--apply', '--lexicon', words, '--state', desk.desk.stateDir], terminal);
      expect([status, told.join('')]).toEqual([0, expect.stringContaining('lexicon 1 in force')]);
      await desk.desk.drained();
      const rebriefed = await briefNow();
      expect(rebriefed.generation).toBeGreaterThan(generation);
      expect(rebriefed.parties.map(({ id }) => id)).toContain('finland');

      // Assess
      await page.reload();
      await expectCorrected(page);

      // Act: the file is sent once more, with a paragraph before all others.
      await desk.add(FILE, ARTICLE.replace('\n\n', '\n\nSnow fell on the coast on Sunday.\n\n'));
      expect((await briefNow()).revision).not.toBe(rebriefed.revision);

      // Assess
      await page.reload();
      await expectCorrected(page);
      expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
    });

    it('can be taken back: a rejected item is brought back', async () => {
      // Prepare
      const { page } = await desk.tab();
      const [, second = ''] = await desk.itemsOf(briefId);
      await desk.note(briefId, { action: 'reject', item: second });
      await page.goto(`/b/${briefId}`);
      const rejected = page.locator('.rejected');
      await rejected.locator('summary').click();
      const before = await page.locator('.measures .item').count();

      // Act
      await rejected.getByRole('button', { name: 'Bring it back' }).last().click();
      await page.getByRole('button', { name: 'Confirm it' }).click();

      // Assess
      await page.locator(`.item[data-item="${second}"] .correction`, { hasText: 'confirmed by' }).waitFor();
      expect(await page.locator('.measures .item').count()).toBe(before + 1);
    });

    it('that the article does not carry are refused in its words, and the form stays as it is', async () => {
      // Prepare
      const { page } = await desk.tab();
      await page.goto(`/b/${briefId}`);
      await page.locator('.article-text').waitFor();
      await choose(page, 'northern ports');
      await page.keyboard.press('e');
      await page.getByLabel('In words').fill('Norway has sold its ports.');

      // Act
      await page.getByRole('button', { name: 'Save the correction' }).click();

      // Assess
      const alert = page.getByRole('dialog').getByRole('alert');
      await alert.getByText('The article does not carry it.').waitFor();
      expect(await alert.innerText()).toMatch(/description.*more than its quotes carry/);
      expect(await page.getByLabel('In words').inputValue()).toBe('Norway has sold its ports.');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await cardOf(page, 'sold its ports').count()).toBe(0);
    });

    it('add what is selected in the article', async () => {
      // Prepare
      const { page } = await desk.tab();
      await page.goto(`/b/${briefId}`);
      await page.locator('.article-text').waitFor();
      await page.locator('.article-text p', { hasText: 'demanded a seat' }).evaluate((paragraph) => {
        getSelection()?.selectAllChildren(paragraph);
      });

      // Act
      await page.keyboard.press('a');

      // Assess
      const quote = page.getByLabel('Passage of the article, word for word');
      expect(await quote.inputValue()).toContain('Observers warned that the dispute could harm the fishing season.');

      // Act
      await quote.fill('The eastern shore demanded a seat in the talks.');
      await page.getByLabel('What it is').selectOption('What is still open');
      await page.getByRole('button', { name: 'Add it' }).click();

      // Assess
      const added = page.locator('.issues .item', { hasText: 'demanded a seat' });
      await added.locator('.correction', { hasText: 'added by' }).waitFor();
      expect((await page.locator('mark[data-chosen]').allInnerTexts()).join('')).toContain('demanded a seat');
    });

    it('are not offered to somebody who was told that they may only read', async () => {
      // Prepare
      const { page } = await desk.tab();
      await page.route('**/notes?*', (route) =>
        route.fulfill({ status: 403, contentType: 'application/json', body: '{"message":"Forbidden"}' }),
      );
      await page.goto(`/b/${briefId}`);
      await page.locator('.article-text').waitFor();
      await choose(page, 'northern ports');
      await page.keyboard.press('x');

      // Act
      await page.getByRole('button', { name: 'Reject it' }).click();

      // Assess
      await page.getByText('You may read here, but not correct.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Copy' }).waitFor();
      expect(await page.getByRole('button', { name: 'Wrong' }).count()).toBe(0);
      await page.keyboard.press('x');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('do not reach an earlier version, which says what it is and leads to the present one', async () => {
      // Prepare
      const { page, faults } = await desk.tab();
      await page.goto(`/b/${briefId}`);

      // Act
      await page.getByText('Versions', { exact: true }).click();

      // Assess
      const versions = page.locator('.version-list > li');
      await versions.nth(2).waitFor();
      expect(await versions.first().innerText()).toContain('the present one · shown here');
      expect(await versions.first().innerText()).toContain('The text of the article is another.');
      expect(await versions.nth(1).innerText()).toContain('New: Finland');

      // Act
      await versions.last().getByRole('link').click();

      // Assess
      await page.getByText('One version of this brief').waitFor();
      await cardOf(page, 'close its waters').waitFor();
      await page.getByText('The article has another text by now').waitFor();
      expect(await page.getByRole('button', { name: 'Wrong' }).count()).toBe(0);
      await page.getByRole('link', { name: 'The brief as it is now' }).click();
      await page.locator('.rejected summary').waitFor();
      expect(new URL(page.url()).pathname).toBe(`/b/${briefId}`);
      expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
    });
  });
