import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Assemblies } from '../integration/assemblies.ts';
import { precis } from '../precis.ts';
import { HAS_CHROMIUM, ReadingDesk } from './reading-desk.ts';

const ARTICLE = 'Norway has signed the fishing accord with Iceland.';

describe.skipIf(!HAS_CHROMIUM)('A desk whose people sign in (needs chromium)', () => {
  let assemblies: Assemblies;
  let desk: ReadingDesk;

  beforeAll(async () => {
    assemblies = await Assemblies.open(inject('bundles'));
    desk = await ReadingDesk.open(
      await assemblies.synthesize({ auth: { mode: 'users', domainPrefix: 'precis-desk' } }),
    );
    const state = ['--state', desk.desk.stateDir];
    await precis(['invite', 'anna@example.org', ...state]);
    await precis(['invite', 'ben@example.org', '--write', ...state]);
  });
  afterAll(async () => {
    await desk?.close();
    await assemblies?.close();
  });

  /** The first page, after this user has signed in on the page of the pool. */
  async function signedIn(email: string): Promise<{ page: Page; close: () => Promise<void> }> {
    const { page, context } = await desk.page();
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: email }).click();
    await page.getByRole('heading', { name: 'Brief an article' }).waitFor();
    return { page, close: () => context.close() };
  }

  async function paste(page: Page): Promise<void> {
    await page.getByLabel('Text or HTML of the article').fill(ARTICLE);
    await page.getByRole('button', { name: 'Brief it' }).click();
  }

  it('lets a writer paste an article, and read its brief', async () => {
    const { page, close } = await signedIn('ben@example.org');

    await paste(page);

    await page.locator('.article-text', { hasText: ARTICLE }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/b\/[0-9a-f]{32}$/);
    await close();
  });

  it('tells a reader who pastes one that they may only read', async () => {
    const { page, close } = await signedIn('anna@example.org');

    await paste(page);

    await page.getByText(/you may read here, but not add articles/).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await close();
  });
});
