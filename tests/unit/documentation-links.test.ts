import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { type Page, pages } from '../documentation/pages.ts';
import { PROJECT } from '../project.ts';

const markdown = new MarkdownIt({ html: true });
type Token = ReturnType<typeof markdown.parse>[number];

/** All tokens of a page, those within lines as well. */
const tokensOf = (text: string): Token[] =>
  markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);

/** Where the links and images of a page lead, also those that are written in HTML. */
function targetsOf(text: string): string[] {
  return tokensOf(text).flatMap((token) => {
    if (token.type === 'link_open') return [String(token.attrGet('href'))];
    if (token.type === 'image') return [String(token.attrGet('src'))];
    if (!token.type.startsWith('html_')) return [];
    return [...token.content.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g)].map(([, target = '']) => target);
  });
}

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(text: string): Set<string> {
  const tokens = markdown.parse(text, {});
  const headings = tokens.flatMap((token, index) =>
    token.type === 'heading_open' ? [(tokens[index + 1]?.children ?? []).map(({ content }) => content).join('')] : [],
  );
  const anchors = new Set<string>();
  for (const heading of headings) {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let number = 1; anchors.has(anchor); number += 1) anchor = `${slug}-${number}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The anchors at a path; a file that is no page has none. */
function anchorsAt(place: string, page: Page): Set<string> {
  if (!place.endsWith('.md')) return new Set();
  return anchorsOf(place === page.path ? page.text : readFileSync(join(PROJECT, place), 'utf8'));
}

/** What is wrong with the links of a page that lead into the project. */
function faultsOf({ path, text }: Page): string[] {
  return targetsOf(text).flatMap((target) => {
    if (/^[a-z][a-z+.-]*:/i.test(target)) return [];
    const [file = '', anchor] = decodeURI(target).split('#');
    const place = file === '' ? path : normalize(join(dirname(path), file));
    const isThere = place === path || (!place.startsWith('..') && existsSync(join(PROJECT, place)));
    if (!isThere) return [`${path}: ${target} leads nowhere`];
    if (anchor === undefined) return [];
    return anchorsAt(place, { path, text }).has(anchor) ? [] : [`${path}: ${target} has no such heading`];
  });
}

/** The tests that a page names and that are not there. */
const missingTests = ({ text }: Page): string[] =>
  [...text.matchAll(/`(tests\/[^`<*]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(PROJECT, path)));

describe('The pages', () => {
  it.each(pages().map((page) => [page.path, page] as const))('of %s lead somewhere', (_, page) => {
    expect(faultsOf(page)).toEqual([]);
  });

  it.each([
    ['[a](none.md)', 'docs/a.md: none.md leads nowhere'],
    ['![a](images/none.svg)', 'docs/a.md: images/none.svg leads nowhere'],
    ['<img alt="a" src="images/none.svg">', 'docs/a.md: images/none.svg leads nowhere'],
    ['[a](../../other/README.md)', 'docs/a.md: ../../other/README.md leads nowhere'],
    ['[a](local.md#none)', 'docs/a.md: local.md#none has no such heading'],
    ['# One\n\n[a](#two)', 'docs/a.md: #two has no such heading'],
    ['[a](openapi.json#one)', 'docs/a.md: openapi.json#one has no such heading'],
  ])('are wrong with %s', (text, fault) => {
    expect(faultsOf({ path: 'docs/a.md', text })).toEqual([fault]);
  });

  it.each([
    '[a](local.md)',
    '[a](local.md#who-may-call-the-api)',
    '# One `two`, three\n\n[a](#one-two-three)',
    '# One\n\n# One\n\n[a](#one-1)',
    '[a](https://example.org/none#none)',
    '`[a](none.md)`',
    '[a](../lib)',
  ])('are right with %s', (text) => {
    expect(faultsOf({ path: 'docs/a.md', text })).toEqual([]);
  });
});

describe('The tests that pages name', () => {
  it.each(pages().map((page) => [page.path, page] as const))('in %s are there', (_, page) => {
    expect(missingTests(page)).toEqual([]);
  });

  it('are missed where they are not', () => {
    const text = '`tests/unit/none.test.ts`, `tests/unit`';
    expect(missingTests({ path: 'docs/a.md', text })).toEqual(['tests/unit/none.test.ts']);
  });
});

describe('The index of the documentation', () => {
  it('leads to every page', () => {
    const index = pages().find(({ path }) => path === 'docs/README.md');
    const named = targetsOf(index?.text ?? '').map((target) => normalize(join('docs', target.split('#')[0] ?? '')));
    const unnamed = pages().filter((page) => page.path !== index?.path && !named.includes(page.path));
    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });
});
