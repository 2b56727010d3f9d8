import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

const ROOT = new URL('../../', import.meta.url);
const page = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const README = page('README.md');
const EXAMPLE = '3-wednesday-harbour-and-tide.html';

/** The brief that a page of the documentation shows. */
const shownIn = (path: string) => /````markdown\n(.*?)````/s.exec(page(path))?.[1] ?? '';

/** What `precis brief` prints for an example. */
async function printed(name: string): Promise<string> {
  const bytes = readFileSync(new URL(`examples/${name}`, ROOT));
  const {
    articles: [parsed],
  } = await parseFile(bytes, { name }, DEFAULT_LIMITS);
  if (!parsed) throw new Error(`${name} holds no article.`);
  const context = {
    bucket: 'local',
    key: name,
    versionId: null,
    sha256: '',
    revision: '0'.repeat(64),
    receivedAt: null,
  };
  const article = identify(parsed, context);
  return renderMarkdown(gate(article, await embeddedAnalyzer.analyze(article)));
}

describe('The README', () => {
  it('shows how a brief begins, and docs/brief.md all of it, as it prints', async () => {
    const brief = await printed(EXAMPLE);
    const beginning = shownIn('README.md');

    expect(brief.startsWith(beginning)).toBe(true);
    expect(beginning).toContain('| **Threatened** |');
    expect(shownIn('docs/brief.md')).toBe(brief);
  });

  it('has two commands of its own that set up, run and test everything', () => {
    expect(README).toContain('\n```sh\nnpm ci && npm start\n```\n\n```sh\nnpm ci && npm test\n```\n');
  });

  it('begins with what Precis is for', () => {
    expect(README.split('\n')[0]).toBe('**Briefs you can sign, from articles you may not paste into a chat.**');
  });
});
