import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenedReader } from './opened-reader.ts';
import { isChosenInSight, type ReadingDesk } from './reading-desk.ts';

const SCRIPT = "<script>document.title = 'taken'</script>";
const OVERRIDE = '\u202E';

/** A text that tries what a text can try. */
const BODY = `OSLO – Norway has signed the fishing accord with Iceland, the ministry said. ${SCRIPT} <a href="javascript:alert(1)">Read</a> {{7*7}} \${7*7}

Norway ${OVERRIDE}warned that a delay could spoil the harvest\u202C of both states, and <img src="https://evil.example/pixel.png"> demanded that Iceland lift the fee.

Iceland refused to lift the fee. <iframe src="https://evil.example/"></iframe> <style>body{display:none}</style>
`;

/** The same, with a title, an outlet, an author and an address that try it, too. */
const WITH_FRONT_MATTER = `---
title: "</title></script>${SCRIPT}<img src=x onerror=document.title='taken'> Norway signs${OVERRIDE} accord"
source: "<b onmouseover=alert(1)>Plata</b> Wire"
author: "'><svg onload=alert(1)>"
date: 2026-03-02
url: "javascript:alert(document.domain)"
---

${BODY}`;

/** The same as a page that shows the tags: their characters are the article's own text. */
const AS_PAGE = `<!doctype html><html><head><title>Norway signs</title></head><body><article>${BODY.replaceAll(
  '&',
  '&amp;',
)
  .replaceAll('<', '&lt;')
  .split('\n\n')
  .map((paragraph) => `<p>${paragraph}</p>`)
  .join('')}</article></body></html>`;

/** A line without a space, and one with spaces, of a megabyte altogether. */
const LONG = `Norway has signed the fishing accord with Iceland.\n\n${'x'.repeat(500_000)}${' Norway waits'.repeat(35_000)}\n\nIceland refused to lift the fee.\n`;

export const hostileArticleTests = (opened: () => OpenedReader) =>
  describe('A hostile article in the reader', () => {
    let desk: ReadingDesk;

    beforeAll(() => {
      ({ desk } = opened());
    });

    it('shows as plain text everywhere, and does nothing', async () => {
      // Prepare
      const id = await desk.add('hostile.md', WITH_FRONT_MATTER);
      const plain = await desk.add('hostile.html', AS_PAGE);
      const { page, faults } = await desk.page();
      const violations: string[] = [];
      await page.exposeFunction('reportViolation', (directive: string) => violations.push(directive));
      await page.addInitScript(
        'addEventListener("securitypolicyviolation", (event) => reportViolation(event.violatedDirective))',
      );

      for (const path of ['/', `/b/${id}`, `/b/${plain}`, '/parties', '/parties/norway', '/issues', '/?q=Norway']) {
        // Act
        await page.goto(path);
        await page.waitForLoadState('networkidle');

        // Assess
        expect(await page.title(), path).not.toBe('taken');
        expect(await page.locator('#app script, #app img, #app iframe, #app style, #app svg:not(.lanes)').count()).toBe(
          0,
        );
        expect(await page.locator('[href^="javascript:" i]').count(), path).toBe(0);
        expect(await page.locator('[onmouseover], [onload], [onerror]').count(), path).toBe(0);
        expect(await page.locator('.card, .brief, .group, tbody tr, .dossier-head').first().isVisible(), path).toBe(
          true,
        );
      }
      await page.goto(`/b/${plain}`);
      await page.locator('.article-text').waitFor();
      const shown = await page.locator('.article-text').innerText();
      for (const words of [SCRIPT, 'Norway \uFFFDwarned', '<iframe src=', '<style>body{display:none}</style>']) {
        expect(shown).toContain(words);
      }
      await page.goto(`/b/${id}`);
      await page.locator('.article-text').waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      expect(await page.getByRole('link', { name: /At its outlet/ }).count()).toBe(0);
      expect(violations).toEqual([]);
      expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
    });

    it('of one line of a megabyte does not hold up the page', async () => {
      // Prepare
      const id = await desk.add('long.txt', LONG);
      const { page, faults } = await desk.page();

      // Act
      await page.goto(`/b/${id}`);
      await page.locator('.article-text .block').first().waitFor();

      // Assess
      const shown = await page.locator('.article-text').evaluate((text) => text.textContent?.length ?? 0);
      expect(shown).toBeGreaterThan(950_000);
      const longest = await page
        .locator('.article-text .block')
        .evaluateAll((blocks) => Math.max(...blocks.map((block) => block.textContent?.length ?? 0)));
      expect(longest).toBeLessThanOrEqual(4_001);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.locator('.item', { hasText: 'Refusal to lift the fee' }).getByRole('button').first().click();
      await expect.poll(() => isChosenInSight(page)).toBe(true);
      expect(faults).toEqual({ consoleErrors: [], foreignRequests: [] });
    });
  });
