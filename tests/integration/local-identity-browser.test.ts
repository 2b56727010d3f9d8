import { decodeJwt } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_CHROMIUM, launchChromium, openPage } from './local-chromium.ts';
import { signInRequest, startPools, type Tokens } from './local-identity-service.ts';

describe.skipIf(!HAS_CHROMIUM)('User pool: in a real browser (skipped where there is no chromium)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
  });

  it('signs in from a page of another port, by keyboard, and the page gets its tokens', async () => {
    const { page, url } = await openPage(browser);
    const { identity } = await startPools({ origins: [url] });
    const { parameters, verifier } = signInRequest({ redirect_uri: `${url}/` });
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));

    await page.goto(`${identity.url}/oauth2/authorize?${parameters}`);
    await page.getByLabel('E-mail').fill('ada@desk.example');
    await page.getByLabel('in the group writers').check();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.origin === url && address.searchParams.has('code'));
    const code = new URL(page.url()).searchParams.get('code') ?? '';
    const form = {
      grant_type: 'authorization_code',
      client_id: 'reader',
      redirect_uri: `${url}/`,
      code,
      code_verifier: verifier,
    };
    const tokens = await page.evaluate<Tokens>(
      `fetch(${JSON.stringify(`${identity.url}/oauth2/token`)}, { method: 'POST', body: new URLSearchParams(${JSON.stringify(form)}) }).then((answer) => answer.json())`,
    );

    expect(decodeJwt(tokens.access_token)).toMatchObject({
      'cognito:groups': ['writers'],
      scope: 'openid precis/read',
    });
    expect(problems).toEqual([]);
    await page.goto(`${identity.url}/oauth2/authorize?${signInRequest({ redirect_uri: `${url}/` }).parameters}`);
    await page.getByRole('button', { name: 'ada@desk.example (writers)' }).click();
    await page.waitForURL((address) => address.origin === url && address.searchParams.has('code'));
  });
});
