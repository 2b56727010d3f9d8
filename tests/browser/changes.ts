import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenedReader } from './opened-reader.ts';
import type { ReadingDesk } from './reading-desk.ts';

export const changesTests = (opened: () => OpenedReader) =>
  describe('What changed, on the first page', () => {
    let desk: ReadingDesk;
    let briefs: Map<string, string>;
    const pathOf = (name: string) => `/b/${briefs.get(name)}`;

    beforeAll(() => {
      ({ desk, briefs } = opened());
    });

    it('tells the lines of a story, each with the quotes of both ends, which lead to their items', async () => {
      // Prepare
      const { page, faults } = await desk.tab();
      await page.goto('/');
      const line = page.locator('.change', { hasText: /announced →\s?to\s?under way/ });

      // Act
      await line.getByRole('button', { name: 'both quotes' }).click();

      // Assess
      const [from = '', to = ''] = await line.locator('.citation').allInnerTexts();
      expect(await line.locator('.kind').innerText()).toBe('Moved');
      expect(from).toContain('it will withdraw its six patrol boats from the Serena lock');
      expect(from).toContain('2 March 2026');
      expect(to).toContain('Uruguay has begun pulling its patrol boats back from the Serena lock');
      expect(to).toContain('The Meridian Courier');
      const links = await line
        .locator('.citation a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      expect(links).toEqual([
        expect.stringMatching(`^${pathOf('1-monday-plata-wire.txt')}#m-`),
        expect.stringMatching(`^${pathOf('2-tuesday-meridian-courier.md')}#m-`),
      ]);
      expect(await page.locator('.story').first().innerText()).toContain('4 articles');
      expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
    });

    it('says in one line that nothing is new once it was seen, also to whoever comes back', async () => {
      // Prepare
      const { page } = await desk.tab();
      await page.goto('/');

      // Act
      await page.getByRole('button', { name: 'I have seen these' }).click();

      // Assess
      await page.getByText(/^Nothing new since .* UTC\./).waitFor();
      await page.reload();
      await page.getByText(/^Nothing new since .* UTC\./).waitFor();
      expect(await page.locator('.story').count()).toBe(0);

      // Act and assess: all of it is there for whoever asks for more.
      await page.getByLabel('since').selectOption('24 hours ago');
      await page.locator('.story').waitFor();
    });

    it('neither holds up the list nor takes it along when it fails', async () => {
      // Prepare
      const { page } = await desk.tab();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      let letGo = (): void => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      await page.route('**/v1/changes?*', async (route) => {
        await held;
        await route.fulfill({ status: 500, contentType: 'application/json', body: '{"title":"A fault."}' });
      });

      // Act and assess
      await page.goto('/');
      await page.locator('.card').nth(3).waitFor();
      await page.getByText('What changed is being read.').waitFor();
      expect(asked.indexOf('/v1/briefs')).toBeLessThan(asked.indexOf('/v1/changes'));
      letGo();
      await page.getByText('What changed could not be loaded. A fault.').waitFor();
      await page.unroute('**/v1/changes?*');
      await page.locator('.changes').getByRole('button', { name: 'Try again' }).click();
      await page.locator('.story').waitFor();
    });

    it('is narrowed to a watch that is made and removed here', async () => {
      // Prepare
      const { page, faults } = await desk.tab();
      await page.goto('/');
      await page.getByRole('button', { name: 'Add a watch' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Chile alone');
      await page.getByLabel('Outlets').fill('Harbour & Tide');

      // Act
      await page.getByRole('button', { name: 'Save the watch' }).click();

      // Assess
      await page.locator('.story', { hasText: '1 article' }).waitFor();
      expect(await page.getByLabel('on', { exact: true }).inputValue()).toBe('chile-alone');

      // Act
      await page.getByRole('button', { name: 'Remove this one' }).click();
      await page.getByRole('button', { name: 'Remove it' }).click();

      // Assess
      await page.locator('.story', { hasText: '4 articles' }).waitFor();
      expect(await page.getByLabel('on', { exact: true }).inputValue()).toBe('');
      expect(await page.getByLabel('on', { exact: true }).innerText()).not.toContain('Chile alone');
      expect(faults.consoleErrors).toEqual([]);
    });
  });
