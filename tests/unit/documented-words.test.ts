import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { build } from '../../bin/precis/main.ts';
import { ROUTE_TABLE, routeKeyOf } from '../../functions/api/route-table.ts';
import {
  CERTAINTIES,
  ISSUE_STATES,
  LIKELIHOODS,
  MEASURE_STATUSES,
  PARTY_ROLES,
  VOICES,
} from '../../functions/core/brief.ts';
import { REJECTION_CODES } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS } from '../../functions/parse/parse-limits.ts';
import { QUERY_PARAMETERS } from '../api/query-parameters.ts';
import { pages } from '../documentation/pages.ts';

const textOf = (path: string) => pages().find((page) => page.path === path)?.text ?? '';
/** The words of a list that a page does not have as code. */
const missing = (path: string, words: readonly string[]) =>
  words.filter((word) => !textOf(path).includes(`\`${word}\``));

describe('docs/brief.md', () => {
  it.each([
    ['roles of a party', PARTY_ROLES],
    ['statuses of a measure', MEASURE_STATUSES],
    ['states of an issue', ISSUE_STATES],
    ['likelihoods of a risk', LIKELIHOODS],
    ['voices', VOICES],
    ['certainties', CERTAINTIES],
  ])('tells all %s', (_, words) => {
    expect(missing('docs/brief.md', words)).toEqual([]);
  });
});

describe('docs/formats.md', () => {
  it('tells every code of a refusal of a file, and every limit', () => {
    const ofArticles = ['key-too-long', 'item-too-large'];
    const codes = REJECTION_CODES.filter((code) => !ofArticles.includes(code));
    expect(missing('docs/formats.md', [...codes, ...Object.keys(DEFAULT_LIMITS)])).toEqual([]);
  });
});

describe('docs/api.md', () => {
  it('has a row for each route that serves data, and for no other', () => {
    const rows = [...textOf('docs/api.md').matchAll(/^\| `((?:GET|POST|PUT|DELETE) [^`?]+)(?:\?[^`]*)?` \|/gm)].map(
      ([, key]) => key,
    );
    const served = ROUTE_TABLE.filter(({ access }) => access !== 'shell').map(routeKeyOf);
    expect([...new Set(rows)].sort()).toEqual([...served].sort());
  });

  it('tells every parameter', () => {
    const text = textOf('docs/api.md');
    expect(QUERY_PARAMETERS).toContain('measureStatus');
    expect(QUERY_PARAMETERS.filter((name) => !new RegExp(`[\`?&]${name}[\`=]`).test(text))).toEqual([]);
  });
});

describe('docs/reader.md', () => {
  it('tells every address of the page', () => {
    const addresses = ROUTE_TABLE.filter(({ access, path }) => access === 'shell' && !path.startsWith('/assets'));
    const text = textOf('docs/reader.md');
    expect(
      addresses.map(({ path }) => path.replace('/b/{id}', '/b/{briefId}')).filter((path) => !text.includes(path)),
    ).toEqual([]);
  });
});

describe('docs/commands.md and docs/operating.md', () => {
  const terminal = { out: () => {}, progress: () => {} };
  const commands = build(terminal, () => {}).commands.flatMap((command): readonly Command[] =>
    command.commands.length > 0 ? command.commands : [command],
  );
  const text = textOf('docs/commands.md') + textOf('docs/operating.md') + textOf('docs/lexicon.md');

  it.each(commands.map((command) => [command.name(), command] as const))(
    'tell %s with its options',
    (name, command) => {
      const group = command.parent?.name();
      const parent = group === undefined || group === 'precis' ? '' : `${group} `;
      expect(text).toContain(`precis ${parent}${name}`);
      const options = command.options.map(({ long }) => long ?? '');
      expect(options.filter((option) => !new RegExp(`${option}\\b`).test(text))).toEqual([]);
    },
  );
});
