import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReaderConfig } from '../../functions/api/reader/session/reader-config.ts';
import { type Front, startFront } from './front.ts';
import { TestIssuer } from './issuer.ts';
import type { OpenedReader } from './opened-reader.ts';
import type { ReadingDesk } from './reading-desk.ts';

export const signingInTests = (opened: () => OpenedReader) =>
  describe('Signing in to the reader', () => {
    let desk: ReadingDesk;
    let issuer: TestIssuer;
    let brief: string;
    let front: Front | undefined;

    beforeAll(async () => {
      ({ desk } = opened());
      issuer = await TestIssuer.start();
      brief = `/b/${await desk.add('accord.txt', 'Norway has signed the fishing accord with Iceland.\n')}`;
    });
    afterEach(async () => {
      await front?.close();
      front = undefined;
      issuer.tokens.clear();
      issuer.refreshTokens.clear();
      issuer.forgesNonce = false;
    });
    afterAll(async () => {
      await issuer?.close();
    });

    /** The page in front of an API that lets in whoever has a token that counts. */
    async function pageOf(config: ReaderConfig, accepts: (token: string | undefined) => boolean): Promise<Page> {
      front = await startFront(desk.desk.runtime, { connectOrigins: async () => [issuer.url], config }, accepts);
      const { page } = await desk.tab();
      return page;
    }

    const byIssuer = () =>
      pageOf(
        {
          mode: 'users',
          issuer: issuer.url,
          discoveryUrl: `${issuer.url}/.well-known/openid-configuration`,
          clientId: 'reader',
          scopes: ['read', 'write'],
        },
        (token) => token !== undefined && issuer.tokens.has(token),
      );

    /** The address of a path at the front of the test; each front is an origin of its own, with a storage of its own. */
    const at = (path: string) => `${front?.url}${path}`;
    const textShown = (page: Page) => page.locator('.article-text').waitFor();

    it('at an issuer leads back to the page that one wanted, and stays for the tab', async () => {
      // Prepare
      const page = await byIssuer();
      await page.goto(at(brief));

      // Act
      await page.getByRole('button', { name: 'Sign in' }).click();
      await textShown(page);

      // Assess
      expect(new URL(page.url()).pathname).toBe(brief);
      expect(page.url()).not.toMatch(/code=|state=/);
      await page.reload();
      await textShown(page);
    });

    it('goes on by itself when a token has run out, and asks again when it cannot', async () => {
      // Prepare
      const page = await byIssuer();
      await page.goto(at(brief));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await textShown(page);

      // Act: the token no longer counts, then its renewal does not either.
      issuer.tokens.clear();
      await page.reload();
      await textShown(page);
      issuer.tokens.clear();
      issuer.refreshTokens.clear();
      await page.reload();

      // Assess
      await page.getByRole('button', { name: 'Sign in again' }).click();
      await textShown(page);
      expect(new URL(page.url()).pathname).toBe(brief);
    });

    it('ends by signing out, at the issuer, too', async () => {
      // Prepare
      const page = await byIssuer();
      await page.goto(at('/issues'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Open issues' }).waitFor();

      // Act
      const leaves = page.waitForRequest((request) => request.url().startsWith(`${issuer.url}/logout`));
      await page.getByRole('button', { name: 'Sign out' }).click();

      // Assess
      await leaves;
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([]);
    });

    it('refuses an answer that it did not ask for', async () => {
      const page = await byIssuer();
      await page.goto(at('/?code=stolen&state=made-up'));

      await page.getByText('it was not begun in this tab').waitFor();
      expect(new URL(page.url()).search).toBe('');
      expect(await page.evaluate('sessionStorage.getItem("precis.token")')).toBeNull();
    });

    it('forgets the tokens also where the issuer does not answer', async () => {
      // Prepare
      const page = await byIssuer();
      await page.goto(at('/issues'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Open issues' }).waitFor();
      await page.route(`${issuer.url}/**`, () => undefined);
      await page.reload();

      // Act
      await page.getByRole('button', { name: 'Sign out' }).click();

      // Assess
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([]);
    });

    it('stays where a link pretends to be an answer', async () => {
      // Prepare
      const page = await byIssuer();
      await page.goto(at(brief));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await textShown(page);

      // Act
      await page.goto(at('/?code=stolen&state=made-up'));
      await page.goto(at(brief));

      // Assess
      await textShown(page);
    });

    it('refuses an identity that was made for another request', async () => {
      // Prepare
      const page = await byIssuer();
      issuer.forgesNonce = true;
      await page.goto(at(brief));

      // Act
      await page.getByRole('button', { name: 'Sign in' }).click();

      // Assess
      await page.getByText('the issuer answered another request').waitFor();
      expect(await page.evaluate('sessionStorage.getItem("precis.token")')).toBeNull();
    });

    it('by a token keeps it for the tab alone, and forgets one that is refused', async () => {
      // Prepare
      const page = await pageOf({ mode: 'token' }, (token) => token === 'right');
      await page.goto(at(brief));
      const field = page.getByLabel('Token', { exact: true });
      expect([await field.getAttribute('type'), await field.getAttribute('autocomplete')]).toEqual(['password', 'off']);

      // Act
      await field.fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByText('The token was refused').waitFor();
      expect(await page.evaluate('JSON.stringify([sessionStorage, localStorage])')).not.toContain('wrong');
      await page.getByLabel('Token', { exact: true }).fill('right');
      await page.getByRole('button', { name: 'Use this token' }).click();

      // Assess
      await textShown(page);
      expect(await page.evaluate('[document.cookie, localStorage.length]')).toEqual(['', 0]);
    });

    it('with signed requests says how to open the page', async () => {
      const page = await pageOf({ mode: 'iam' }, () => false);
      await page.goto(at(brief));

      await page
        .locator('code', { hasText: `npx precis open --api ${front?.url}` })
        .first()
        .waitFor();
    });
  });
