import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

const ROOT = new URL('../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');

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
  it('shows a brief as it prints', async () => {
    const [, name, shown] = /npx precis brief examples\/(\S+)\n```\n\n````markdown\n(.*?)````/s.exec(README) ?? [];
    expect(name).toBeDefined();
    expect(shown).toBe(await printed(name ?? ''));
  });

  it('begins with what Precis is for', () => {
    expect(README.split('\n')[0]).toBe('**Briefs you can sign, from articles you may not paste into a chat.**');
  });

  it('names npm scripts and files that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
    for (const [, script] of README.matchAll(/npm run ([a-z]+)/g)) expect(scripts).toHaveProperty(script ?? '');
    for (const [, path] of README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(() => readFileSync(new URL(path ?? '', ROOT))).not.toThrow(/ENOENT/);
    }
  });
});
