import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Brief } from '../../functions/core/brief.ts';
import type { RuntimeOptions } from '../../local/runtime.ts';
import { Desk } from '../integration/desk.ts';
import { PROJECT } from '../project.ts';

/** Where Debian has it; another place by the environment. */
export const CHROMIUM = process.env['PRECIS_CHROMIUM'] ?? '/usr/bin/chromium';
export const HAS_CHROMIUM = existsSync(CHROMIUM);

/** What a page did that it must not do. */
export interface Faults {
  readonly consoleErrors: string[];
  /** Requests to another origin than the page's own and those that it is told. */
  readonly foreignRequests: string[];
}

/** The local runtime with the example articles, the page in front of it, and a browser. */
export class ReadingDesk {
  readonly desk: Desk;
  readonly url: string;
  readonly browser: Browser;
  /** The tabs, by their options. */
  readonly #tabs = new Map<string, Promise<Page>>();

  private constructor(desk: Desk, browser: Browser) {
    this.desk = desk;
    this.browser = browser;
    this.url = desk.runtime.apiUrl;
  }

  /** @param options of the runtime beside its app. */
  static async open(assemblyDir: string, options: Partial<RuntimeOptions> = {}): Promise<ReadingDesk> {
    const desk = await Desk.open({ assemblyDir, ...options });
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new ReadingDesk(desk, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.desk.close();
  }

  /** Puts the example articles into the inbox. @returns the id of each one's brief, by the name of its file. */
  async addExamples(): Promise<Map<string, string>> {
    const folder = join(PROJECT, 'examples');
    const names = readdirSync(folder).filter((name) => /^\d/.test(name));
    const ids = await Promise.all(names.map((name) => this.add(name, readFileSync(join(folder, name)))));
    return new Map(names.map((name, index) => [name, ids[index] ?? '']));
  }

  /** Puts a file into the inbox. @returns the id of its brief. */
  async add(name: string, content: string | Uint8Array): Promise<string> {
    await this.desk.put(name, content);
    const { parts } = await this.desk.settled(name);
    return parts[0]?.articleId ?? '';
  }

  /** The ids of a brief's measures, as it is shown. */
  async itemsOf(briefId: string): Promise<string[]> {
    const response = await fetch(`${this.url}/v1/briefs/${briefId}`);
    const { measures } = (await response.json()) as Brief;
    return measures.map(({ id }) => id);
  }

  /** Writes a note. */
  async note(briefId: string, note: object): Promise<void> {
    const { status } = await fetch(`${this.url}/v1/briefs/${briefId}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(note),
    });
    if (status !== 201) throw new Error(`The note is answered by ${status}.`);
  }

  /** A page in a context of its own, and the faults that it shows from now on. */
  async page(options: BrowserContextOptions = {}): Promise<{ page: Page; faults: Faults; context: BrowserContext }> {
    const context = await this.#context(options);
    const page = await context.newPage();
    return { page, faults: this.#watched(page), context };
  }

  /**
   * A page that tests with the same options use one after another, and the faults that it shows from now on: a process of the
   * browser takes longer to start than most tests to run.
   */
  async tab(options: BrowserContextOptions = {}): Promise<{ page: Page; faults: Faults }> {
    const key = JSON.stringify(options);
    const opened = this.#tabs.get(key) ?? this.#context(options).then((context) => context.newPage());
    this.#tabs.set(key, opened);
    const page = await opened;
    const viewport = page.viewportSize();
    onTestFinished(async () => {
      page.removeAllListeners();
      await page.emulateMedia({ media: null, colorScheme: null });
      if (viewport !== null) await page.setViewportSize(viewport);
      // Another document of the same origin, so that the next test begins anew, in the same process; before requests that a
      // route holds go on, whose answers may let the page leave for elsewhere.
      await page.goto('/openapi.json');
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.evaluate(() => {
        sessionStorage.clear();
        localStorage.clear();
      });
    });
    return { page, faults: this.#watched(page) };
  }

  #context(options: BrowserContextOptions): Promise<BrowserContext> {
    return this.browser.newContext({ baseURL: this.url, locale: 'en-GB', ...options });
  }

  #watched(page: Page): Faults {
    const faults: Faults = { consoleErrors: [], foreignRequests: [] };
    const own = new Set([new URL(this.url).origin, new URL(this.desk.runtime.s3Url).origin]);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.consoleErrors.push(message.text());
    });
    page.on('pageerror', (error) => faults.consoleErrors.push(error.message));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'blob:' && protocol !== 'data:' && !own.has(origin)) faults.foreignRequests.push(request.url());
    });
    return faults;
  }
}

/** Whether the passage of the article that is marked as chosen is in sight within its pane. */
export function isChosenInSight(page: Page): Promise<boolean> {
  return page.locator('mark[data-chosen]').evaluate((mark) => {
    const pane = mark.closest('.article-pane')?.getBoundingClientRect();
    const { top, bottom } = mark.getBoundingClientRect();
    return pane !== undefined && top >= pane.top && bottom <= pane.bottom;
  });
}
