import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { serveLoopback } from '../../local/loopback-server.ts';

const CHROMIUM = '/usr/bin/chromium';

/** Whether this machine has the browser; tests that need it are skipped where it has not. */
export const HAS_CHROMIUM = existsSync(CHROMIUM);

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

/** A page of this machine, as the reader is one, and its address; the test's end closes both. */
export async function openPage(browser: Browser): Promise<{ page: Page; url: string }> {
  const server = await serveLoopback((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
  });
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    await server.close();
  });
  await page.goto(server.url);
  return { page, url: server.url };
}
