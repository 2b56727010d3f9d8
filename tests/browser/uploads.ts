import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT } from '../project.ts';
import type { OpenedReader } from './opened-reader.ts';
import type { ReadingDesk } from './reading-desk.ts';

const example = (name: string) => readFileSync(join(PROJECT, 'examples', name));

export const uploadTests = (opened: () => OpenedReader) =>
  describe('Articles into the reader', () => {
    let desk: ReadingDesk;

    beforeAll(() => {
      ({ desk } = opened());
    });

    async function firstPage() {
      const tab = await desk.tab();
      await tab.page.goto('/');
      await tab.page.getByRole('heading', { name: 'Brief an article' }).waitFor();
      return tab;
    }

    it('by paste: the brief opens in place', async () => {
      // Prepare
      const { page, faults } = await firstPage();
      await page.getByLabel('Text or HTML of the article').fill(example('1-monday-plata-wire.txt').toString());

      // Act
      await page.getByRole('button', { name: 'Brief it' }).click();

      // Assess
      await page.getByRole('heading', { level: 1, name: /Uruguay announces pullback/ }).waitFor();
      await page.locator('.item[data-chosen]').waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/b\/[0-9a-f]{32}$/);
      // Until it is there, the API answers that it knows no such upload.
      expect(faults.foreignRequests).toEqual([]);
      expect(faults.consoleErrors.filter((text) => !text.includes('404'))).toEqual([]);
    });

    it('by paste from a web page: what was copied is read as its HTML', async () => {
      // Prepare
      const { page } = await firstPage();
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      onTestFinished(() => page.context().clearPermissions());
      const html =
        '<h1>Norway signs accord</h1><p>Norway has signed the fishing accord with Iceland.</p><p>Iceland refused to lift the fee.</p>';
      await page.evaluate(
        (content) =>
          navigator.clipboard.write([
            new ClipboardItem({
              'text/plain': new Blob(['Norway signs accord Norway has signed'], { type: 'text/plain' }),
              'text/html': new Blob([content], { type: 'text/html' }),
            }),
          ]),
        html,
      );
      await page.getByLabel('Text or HTML of the article').focus();
      await page.keyboard.press('Control+V');
      await page.getByText('with the formatting of its page').waitFor();

      // Act
      await page.getByRole('button', { name: 'Brief it' }).click();

      // Assess
      await page.locator('.article-text').getByText('Iceland refused to lift the fee.').waitFor();
      expect(await page.locator('.article-text').innerText()).not.toContain('<p>');
    });

    it('by files: each is followed to its brief, or to why it could not be read', async () => {
      // Prepare
      const { page } = await firstPage();
      const files = Array.from({ length: 7 }, (_, index) => ({
        name: `article-${index}.md`,
        mimeType: 'text/markdown',
        buffer: Buffer.concat([example('2-tuesday-meridian-courier.md'), Buffer.from(`\nNote ${index}.\n`)]),
      }));
      const image = {
        name: 'photo.png',
        mimeType: 'image/png',
        buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      };

      // Act
      await page.locator('input[type=file]').setInputFiles([...files, image]);

      // Assess
      await page.getByText('All 8 accounted for, 1 could not be read.').waitFor();
      expect(await page.getByRole('link', { name: 'open the brief' }).count()).toBe(7);
      expect(await page.locator('.sendings li', { hasText: 'photo.png' }).innerText()).toMatch(
        /could not be read: .{10}/,
      );
      await page.getByRole('link', { name: 'open the brief' }).first().click();
      await page.getByRole('heading', { level: 1, name: /Boats begin to leave/ }).waitFor();

      // Act and assess: whoever comes back finds the account, and the new briefs in the list.
      await page.goBack();
      await page.getByText('All 8 accounted for, 1 could not be read.').waitFor();
      await page.locator('.card', { hasText: 'Boats begin to leave' }).first().waitFor();
    });

    it('dropped anywhere on the page are sent', async () => {
      // Prepare
      const { page } = await firstPage();
      const transfer = await page.evaluateHandle((text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'dropped.txt', { type: 'text/plain' }));
        return data;
      }, example('4-undated-continental-dispatch.txt').toString());

      // Act
      await page.locator('body').dispatchEvent('dragover', { dataTransfer: transfer });
      expect(await page.locator('.upload').getAttribute('data-over')).toBe('');
      await page.locator('body').dispatchEvent('drop', { dataTransfer: transfer });

      // Assess
      await page.getByText('Accounted for.').waitFor();
      await page.getByRole('link', { name: 'open the brief' }).click();
      await page.getByRole('heading', { level: 1, name: 'What is still open at the Serena lock' }).waitFor();
    });

    it('by somebody who may only read say so', async () => {
      // Prepare
      const { page } = await firstPage();
      await page.route('**/v1/uploads', (route) =>
        route.fulfill({ status: 403, contentType: 'application/json', body: '{"message":"Forbidden"}' }),
      );

      // Act
      await page.getByLabel('Text or HTML of the article').fill('Norway has signed the accord.');
      await page.getByRole('button', { name: 'Brief it' }).click();

      // Assess
      await page.getByText('you may read here, but not add articles').waitFor();
    });

    it('that the network loses can be sent again', async () => {
      // Prepare
      const { page } = await firstPage();
      await page.route('**/v1/uploads', (route) => route.abort());
      await page
        .locator('input[type=file]')
        .setInputFiles([
          { name: 'article.md', mimeType: 'text/markdown', buffer: example('2-tuesday-meridian-courier.md') },
        ]);
      await page.getByText('Accounted for, 1 did not arrive.').waitFor();

      // Act
      await page.unroute('**/v1/uploads');
      await page.getByRole('button', { name: 'Try again' }).click();

      // Assess
      await page.getByRole('link', { name: 'open the brief' }).waitFor();
    });
  });
