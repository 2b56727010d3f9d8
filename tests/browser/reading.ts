import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenedReader } from './opened-reader.ts';
import { isChosenInSight, type ReadingDesk } from './reading-desk.ts';

const TUESDAY = '2-tuesday-meridian-courier.md';
const UNDATED = '4-undated-continental-dispatch.txt';

export const readingTests = (opened: () => OpenedReader) =>
  describe('The reader', () => {
    let desk: ReadingDesk;
    let briefs: Map<string, string>;
    const briefOf = (name: string) => `/b/${briefs.get(name)}`;

    beforeAll(() => {
      ({ desk, briefs } = opened());
    });

    const isInView = (part: Locator) =>
      part.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    const chosenText = (page: Page) =>
      page.locator('mark[data-chosen]').evaluateAll((marks) => marks.map((mark) => mark.textContent).join('|'));

    describe('the list', () => {
      it('says of each brief its outlet, its date, who says so and how much there is', async () => {
        // Act
        const { page, faults } = await desk.tab();
        await page.goto('/');
        const card = page.locator('.card', { hasText: 'Boats begin to leave Serena lock' });
        await card.waitFor();

        // Assess
        const words = await card.innerText();
        expect(words).toContain('The Meridian Courier · 3 March 2026 · 278 words');
        expect(words).toContain('6 measures · 2 open · 2 risks');
        expect(words).toMatch(/Said by a party, unnamed sources/);
        expect(await page.locator('.card', { hasText: 'What is still open' }).innerText()).toContain('undated');
        expect(await page.getByText('4 briefs').count()).toBe(1);
        expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
      });

      it('is narrowed by its form, keeps the filters in the address, and goes back', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto('/');
        await page.locator('.card').nth(3).waitFor();

        // Act
        await page.getByLabel('Measure', { exact: true }).selectOption('withdrawal');
        await page.getByLabel('Its status').selectOption('announced');
        await page.getByLabel('Party').fill('Uruguay');
        await page.getByRole('button', { name: 'Apply' }).click();
        await page.getByText('1 brief found').waitFor();

        // Assess
        expect(new URL(page.url()).search).toBe('?party=Uruguay&measure=withdrawal&measureStatus=announced');
        expect(await page.locator('.card h2').innerText()).toBe(
          'Uruguay announces pullback of patrol boats from Serena lock',
        );
        await page.reload();
        await page.getByText('1 brief found').waitFor();
        expect(await page.getByLabel('Its status').inputValue()).toBe('announced');
        await page.goBack();
        await page.getByText('4 briefs').waitFor();
      });

      it('says which filters exclude everything, and lets them be taken away', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto('/?measure=ceasefire&voice=outlet');
        await page.getByText('No brief matches').waitFor();

        // Act
        await page.getByRole('link', { name: /Measure Ceasefire/ }).click();

        // Assess
        await page.locator('.card').first().waitFor();
        expect(new URL(page.url()).search).toBe('?voice=outlet');
      });

      it('shows where the words of a search are, each leading to its item', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto('/');
        await page.locator('.card').first().waitFor();

        // Act
        await page.keyboard.press('/');
        await page.keyboard.type('patrol boats');
        await page.keyboard.press('Enter');
        const match = page.locator('.matches a').first();
        await match.waitFor();
        await match.click();

        // Assess
        await expect.poll(() => chosenText(page)).toContain('patrol boats');
      });

      it('says what is wrong with filters that cannot be asked for', async () => {
        const { page } = await desk.tab();
        await page.goto('/?from=2026-03-04&to=2026-03-01');

        expect(await page.getByRole('alert').innerText()).toContain('This cannot be asked for');
        expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      });

      it('says that it failed, and tries again', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.route('**/v1/briefs*', (route) => route.fulfill({ status: 503, body: '{"detail":"Busy."}' }));
        await page.goto('/');
        await page.getByRole('alert').getByText('Busy.').waitFor();

        // Act
        await page.unroute('**/v1/briefs*');
        await page.getByRole('button', { name: 'Try again' }).click();

        // Assess
        await page.locator('.card').first().waitFor();
        expect(await page.getByRole('alert').count()).toBe(0);
      });
    });

    describe('a brief', () => {
      it('has what it rests on and who is not heard before all else', async () => {
        const { page } = await desk.tab();
        await page.goto(briefOf(UNDATED));
        const head = page.locator('.brief-head');
        await head.waitFor();

        const words = await head.innerText();
        expect(words.indexOf('undated')).toBeGreaterThan(0);
        expect(words).toMatch(/Rests on Paraguay, Uruguay, unnamed: Shippers/);
        expect(words).toMatch(/Not heard Serena Waters Commission, Chile/);
        expect(await page.locator('.brief > *').evaluateAll((parts) => parts.map((part) => part.className))).toEqual([
          'brief-head',
          'summary',
          'measures',
          'issues',
          'risks',
          'upsides',
          ...((await page.locator('.ahead').count()) ? ['ahead'] : []),
          ...((await page.locator('.timeline').count()) ? ['timeline'] : []),
          'parties',
          'not-stated',
          'desk',
          'versions',
          'print-only print-notes',
          'brief-foot',
        ]);
      });

      it('marks the quotes of the item that is chosen, and scrolls the article to them', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.setViewportSize({ width: 1200, height: 420 });
        await page.goto(briefOf(TUESDAY));
        const item = page.locator('.item', { hasText: 'sent eight engineers' });
        await item.waitFor();

        // Act
        await item.getByRole('button').first().click();

        // Assess
        await expect.poll(() => chosenText(page)).toBe('Paraguay has sent eight engineers to help');
        await expect.poll(() => isChosenInSight(page)).toBe(true);
        expect(new URL(page.url()).hash).toMatch(/^#m-[0-9a-f]{8}$/);
      });

      it('opens at the item that its address names', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto(briefOf(TUESDAY));
        const item = page.locator('.item', { hasText: 'an incident between boat crews' }).first();
        const id = await item.getAttribute('data-item');

        // Act
        await page.goto('about:blank');
        await page.goto(`${desk.url}${briefOf(TUESDAY)}#${id}`);

        // Assess
        await expect.poll(() => chosenText(page)).toContain('Observers fear that an incident');
        await expect.poll(() => page.locator('.item[data-chosen]').getAttribute('data-item')).toBe(id);
      });

      it('shows what cites a passage, and leads to it', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto(briefOf(TUESDAY));
        const passage = page.locator('mark a', { hasText: 'Uruguay has begun pulling its patrol boats back' }).first();
        await passage.waitFor();

        // Act
        await passage.focus();
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: /Cited by \d+ lines/ });
        await dialog.waitFor();
        expect(await dialog.innerText()).toMatch(/Summary[\s\S]*Measure/);
        await dialog
          .getByRole('button', { name: /^Measure/ })
          .first()
          .click();

        // Assess
        await page.locator('.item[data-chosen]', { hasText: 'Uruguay has begun' }).waitFor();
        await expect
          .poll(() => page.evaluate('document.activeElement.parentElement.dataset.item ?? ""'))
          .toMatch(/^m-/);
      });

      it('folds away what is less certain', async () => {
        const { page } = await desk.tab();
        await page.goto(briefOf('1-monday-plata-wire.txt'));
        const unsure = page.locator('.measures details');
        await unsure.waitFor();

        expect(await unsure.locator('summary').innerText()).toBe('Less certain (1)');
        expect(await unsure.locator('.item').isVisible()).toBe(false);
        await unsure.locator('summary').click();
        expect(await unsure.locator('.item').isVisible()).toBe(true);
      });

      it('says why an item is there', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto(briefOf(TUESDAY));
        await page.locator('.item', { hasText: 'an incident between boat crews' }).getByRole('button').first().click();

        // Act
        await page.getByRole('button', { name: /Why is this here/ }).click();

        // Assess
        const why = await page.getByRole('list', { name: 'Why this is here' }).innerText();
        expect(why).toContain('Harm is warned of or hedged in these words. “could”');
        expect(why).toMatch(/The rule “[\w-]+\/[\w-]+” found it, by these cues: could/);
        expect(why).toContain('states no probability');
        expect(why).toContain('attributed to unnamed: Observers');
        expect(why).toContain('Certainty of the reading');
      });

      it('puts a quote with outlet, date and link on the clipboard, as text and as HTML', async () => {
        // Prepare
        const { page, context } = await desk.page();
        await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.clock.install();
        await page.goto(briefOf(TUESDAY));
        const item = page.locator('.item', { hasText: 'sent eight engineers' });
        await item.getByRole('button').first().click();

        // Act
        await page.keyboard.press('c');
        await page.getByText('Copied').waitFor();

        // Assess
        const [text, html] = (await page.evaluate(
          `navigator.clipboard.read().then(async ([item]) => Promise.all(
          ['text/plain', 'text/html'].map(async (type) => (await item.getType(type)).text())))`,
        )) as [string, string];
        expect(text).toBe(
          '“Paraguay has sent eight engineers to help” — The Meridian Courier, ' +
            '“Boats begin to leave Serena lock as Paraguay speaks of a deal on monitors”, 3 March 2026\n' +
            page.url(),
        );
        expect(html).toContain('<blockquote>');

        // Act and assess: the word of it does not stay over the page.
        await page.clock.fastForward(5_000);
        await page.getByText('Copied').waitFor({ state: 'detached' });
      });

      it('is taken along as Markdown and as JSON, without breaking its policy', async () => {
        const { page, faults } = await desk.tab();
        await page.goto(briefOf(TUESDAY));

        for (const [button, ending] of [
          ['Markdown', /^brief-[0-9a-f]{8}\.md$/],
          ['JSON', /^brief-[0-9a-f]{8}\.json$/],
        ] as const) {
          const arrives = page.waitForEvent('download');
          await page.getByRole('button', { name: button }).click();
          expect((await arrives).suggestedFilename()).toMatch(ending);
        }
        expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
      });

      it('prints as a brief of at most two pages, without its article', async () => {
        for (const name of briefs.keys()) {
          // Prepare
          const { page } = await desk.tab();
          await page.emulateMedia({ media: null });
          await page.goto(briefOf(name));
          await page.locator('.article-text').waitFor();

          // Act
          const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });

          // Assess
          const pages = pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0;
          expect(pages, name).toBeGreaterThan(0);
          expect(pages, name).toBeLessThanOrEqual(2);
          await page.emulateMedia({ media: 'print' });
          expect(await page.locator('.article-pane').isVisible()).toBe(false);
          expect(await page.locator('.print-notes').isVisible()).toBe(true);
        }
      });

      it('that is not there says so', async () => {
        const { page } = await desk.tab();
        await page.goto(`/b/${'0'.repeat(32)}`);

        await page.getByRole('alert').getByText('There is no such thing here').waitFor();
      });
    });

    describe('a brief whose article is not served', () => {
      it('stands beside its quotes, which lead to what cites them, and asks for no article', async () => {
        // Prepare
        const { page, faults } = await desk.tab();
        await page.route('**/b/*', async (route) => {
          const response = await route.fetch();
          const body = await response.text();
          const config = '{&quot;mode&quot;:&quot;iam&quot;,&quot;articleText&quot;:&quot;not-served&quot;}';
          await route.fulfill({ response, body: body.replace(/(name="precis-config" content=")[^"]*/, `$1${config}`) });
        });
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));

        // Act
        await page.goto(briefOf(TUESDAY));
        const pane = page.getByRole('complementary', { name: 'The article' });
        await pane.getByText('The text of articles is not served here').waitFor();
        await page.locator('.measures .item > button').nth(1).click();
        await pane.locator('mark[data-chosen]').first().waitFor();

        // Assess
        const quotes = await page.locator('.measures .item[data-chosen] .quotes').innerText();
        const chosen = await chosenText(page);
        expect(chosen.length).toBeGreaterThan(20);
        expect(quotes + (await page.locator('.measures .item[data-chosen]').innerText())).toContain(
          chosen.split('|')[0],
        );
        expect(asked.filter((path) => path.endsWith('/article'))).toEqual([]);
        expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
      });
    });

    describe('by keyboard alone', () => {
      it('leads from the list to an item, its reasons and back', async () => {
        // Prepare
        const { page } = await desk.tab();
        await page.goto('/');
        const link = page.locator('.card a', { hasText: 'Boats begin to leave' });
        await link.waitFor();
        const focused = () => page.evaluate('document.activeElement.textContent') as Promise<string>;

        // Act: to the link by Tab, in as many steps as there are things to stop at.
        for (let step = 0; step < 60 && !(await focused()).startsWith('Boats begin'); step++)
          await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.locator('.item').first().waitFor();
        const first = await page.locator('.item[data-chosen]').getAttribute('data-item');
        await page.keyboard.press('j');
        await page.keyboard.press('j');
        await page.keyboard.press('k');
        await page.keyboard.press('w');

        // Assess
        const order = await page
          .locator('.item')
          .evaluateAll((items) => items.map((item) => item.getAttribute('data-item')));
        const chosen = await page.locator('.item[data-chosen]').getAttribute('data-item');
        expect(order.indexOf(chosen)).toBe(order.indexOf(first) + 1);
        expect(await page.evaluate('document.activeElement.parentElement.dataset.item')).toBe(chosen);
        const reasons = page.getByRole('list', { name: 'Why this is here' });
        await reasons.waitFor();
        await expect.poll(() => isInView(reasons)).toBe(true);
        await page.keyboard.press('Escape');
        await expect.poll(() => page.locator('.item[data-chosen]').count()).toBe(0);
        await page.goBack();
        await page.locator('.card').first().waitFor();
      });

      it('shows its keys, and rests while somebody types', async () => {
        const { page } = await desk.tab();
        await page.goto('/');
        await page.locator('.card').first().waitFor();

        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: 'Keys' }).waitFor();
        await page.keyboard.press('Escape');
        await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
        await page.getByLabel('Search the briefs').focus();
        await page.keyboard.type('/?');
        expect(await page.getByLabel('Search the briefs').inputValue()).toBe('/?');
        expect(await page.getByRole('dialog').count()).toBe(0);
      });

      it('shows where the focus is', async () => {
        const { page } = await desk.tab();
        await page.goto('/');
        await page.locator('.card').first().waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');

        expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      });
    });

    describe('a dossier', () => {
      it('shows measures over time as a picture whose points lead to their items, and as a table', async () => {
        // Prepare
        const { page, faults } = await desk.tab();
        await page.goto('/parties/uruguay');
        const points = page.locator('.lanes a');
        await points.first().waitFor();

        // Assess
        const rows = page.getByRole('table', { name: /Measures by day/ }).getByRole('row');
        expect(await rows.count()).toBe((await points.count()) + 1);
        expect(await points.first().getAttribute('aria-label')).toMatch(/^Completed, .+: /);
        await page.getByRole('button', { name: 'Show as a table' }).click();
        expect(await rows.last().isVisible()).toBe(true);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);

        // Act
        await points.first().focus();
        await page.keyboard.press('Enter');

        // Assess
        await page.locator('.item[data-chosen]').waitFor();
        expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
      });

      it('has each line lead to its brief and quote', async () => {
        const { page } = await desk.tab();
        await page.goto('/parties/uruguay');
        const line = page.locator('.dossier-lines > li').first();
        await line.waitFor();

        expect(await page.locator('.dossier-lines > li').count()).toBe(
          await page.locator('.dossier-lines .citation').count(),
        );
        expect(await line.locator('.citation a').getAttribute('href')).toMatch(/^\/b\/[0-9a-f]{32}#m-[0-9a-f]{8}$/);
        const positions = page.locator('.dossier-section', { has: page.getByRole('heading', { name: /^Says/ }) });
        const position = positions.locator('.citation a').first();
        const [, id, start, end] =
          /^\/b\/(\w{32})#at-(\d+)-(\d+)$/.exec((await position.getAttribute('href')) ?? '') ?? [];
        await position.click();
        await page.locator('mark[data-chosen]').first().waitFor();
        const { text } = await (await page.request.get(`/v1/briefs/${id}/article`)).json();
        expect((await chosenText(page)).replaceAll('|', '')).toContain(text.slice(Number(start), Number(end)));
      });
    });

    it('shows open issues by topic, each leading to its quote', async () => {
      const { page, faults } = await desk.tab();
      await page.goto('/issues');
      const group = page.locator('.group', { has: page.getByRole('heading', { name: 'Inspection fee' }) });
      await group.waitFor();

      expect(await group.innerText()).toContain('deferred');
      await group.locator('.citation a').first().click();
      await page.locator('.item[data-chosen]', { hasText: 'Inspection fee' }).waitFor();
      expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
    });

    it('lists parties, each leading to its dossier', async () => {
      const { page } = await desk.tab();
      await page.goto('/parties');
      await page.getByRole('link', { name: 'Uruguay', exact: true }).click();

      await page.getByRole('heading', { level: 1, name: 'Uruguay' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/parties/uruguay');
      expect(await page.title()).toBe('Uruguay · Precis');
    });

    it('fits a phone without scrolling sideways, and brings the article up from below', async () => {
      // Prepare
      const { page } = await desk.page({ viewport: { width: 360, height: 740 }, hasTouch: true });
      const width = () => page.evaluate('document.documentElement.scrollWidth');

      for (const path of ['/', '/?q=boats', '/issues', '/parties', '/parties/uruguay', briefOf(TUESDAY)]) {
        await page.goto(path);
        await page.waitForLoadState('networkidle');
        expect(await width(), path).toBe(360);
      }

      // Act
      expect(await page.locator('.item[data-chosen]').count()).toBe(0);
      await page.locator('.item').nth(2).getByRole('button').first().tap();

      // Assess
      const pane = page.locator('.article-pane');
      expect(await pane.evaluate((element) => getComputedStyle(element).position)).toBe('fixed');
      await expect.poll(() => chosenText(page)).toContain('Uruguay has begun');
      await page.getByRole('button', { name: 'Close the article' }).tap();
      await expect.poll(() => pane.evaluate((element) => getComputedStyle(element).position)).toBe('static');
      expect(await width()).toBe(360);
    });

    it('is dark where that is preferred', async () => {
      const { page } = await desk.tab();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto('/');
      await page.locator('.card').first().waitFor();

      const [ground, ink] = (await page.evaluate(
        '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]',
      )) as [string, string];
      const lightness = (colour: string) => Math.max(...(colour.match(/\d+/g) ?? []).map(Number));
      expect(lightness(ground)).toBeLessThan(64);
      expect(lightness(ink)).toBeGreaterThan(200);
    });
  });
