import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListParameters } from '../../functions/api/parameters.ts';
import { briefPath, dossierPath, pageOf } from '../../functions/api/reader/app/page-paths.ts';
import {
  FILTER_NAMES,
  filtersFromSearch,
  partyIdOf,
  queryOf,
  searchOf,
  without,
} from '../../functions/api/reader/list/list-filters.ts';
import { typeLabel } from '../../functions/api/reader/text/vocabulary.ts';
import * as schema from '../../functions/core/brief.ts';
import {
  ISSUE_STATES,
  LIKELIHOODS,
  MEASURE_STATUSES,
  MEASURE_TYPES,
  VOICES,
} from '../../functions/core/brief-terms.ts';

describe('Filters in the address', () => {
  it('come back as they went, whatever somebody typed', () => {
    const value = fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '');
    const filters = fc.dictionary(fc.constantFrom(...FILTER_NAMES), value);
    fc.assert(
      fc.property(filters, (set) => {
        const trimmed = Object.fromEntries(Object.entries(set).map(([name, text]) => [name, text.trim()]));
        expect(filtersFromSearch(searchOf(set))).toEqual(trimmed);
      }),
    );
  });

  it('leave out what is empty or unknown', () => {
    expect(filtersFromSearch('?q=%20&party=chile&colour=red&cursor=x')).toEqual({ party: 'chile' });
    expect(searchOf({ q: '  ', from: '2026-03-01' })).toBe('?from=2026-03-01');
    expect(searchOf({})).toBe('');
  });

  it('can be taken away one by one', () => {
    expect(without({ q: 'boats', party: 'chile' }, 'q')).toEqual({ party: 'chile' });
  });

  it('are all parameters of the API', () => {
    const known = Object.keys(ListParameters().shape);
    // `q` belongs to the contract of the search.
    expect(FILTER_NAMES.filter((name) => name !== 'q' && !known.includes(name))).toEqual([]);
  });

  it('turn the name of a party into its id', () => {
    expect(queryOf({ party: 'United States', country: 'uy' })).toEqual({ party: 'united-states', country: 'UY' });
    expect(partyIdOf('  Serena Waters Commission ')).toBe('serena-waters-commission');
    expect(partyIdOf('united-states')).toBe('united-states');
  });
});

describe('Words of the schema on the page', () => {
  it('are those of the schema, in its order', () => {
    expect(MEASURE_TYPES).toEqual(schema.MeasureType.options);
    expect(MEASURE_STATUSES).toEqual(schema.MeasureStatus.options);
    expect(VOICES).toEqual(schema.Voice.options);
    expect(ISSUE_STATES).toEqual(schema.IssueState.options);
    expect(LIKELIHOODS).toEqual(schema.Likelihood.options);
  });

  it('read as words', () => {
    expect(typeLabel('military-action')).toBe('Military action');
  });
});

describe('Paths of pages', () => {
  it.each([
    ['/', { name: 'list' }],
    ['/issues', { name: 'issues' }],
    ['/parties', { name: 'parties' }],
    ['/parties/united-states', { name: 'dossier', id: 'united-states' }],
    ['/parties/t%C3%BCrkiye', { name: 'dossier', id: 'türkiye' }],
    ['/b/8680f766ed6e98ecb2709cd92d314c0d', { name: 'brief', id: '8680f766ed6e98ecb2709cd92d314c0d' }],
    [
      `/b/8680f766ed6e98ecb2709cd92d314c0d@${'0'.repeat(64)}.000002.006000`,
      { name: 'brief', id: `8680f766ed6e98ecb2709cd92d314c0d@${'0'.repeat(64)}.000002.006000` },
    ],
    ['/b/', { name: 'unknown' }],
    ['/b/x/y', { name: 'unknown' }],
    ['/parties/%E0%A4%A', { name: 'unknown' }],
    ['/nowhere', { name: 'unknown' }],
  ])('%s is the page %o', (path, page) => {
    expect(pageOf(path)).toEqual(page);
  });

  it('lead back to what they were made for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        expect(pageOf(dossierPath(id))).toEqual({ name: 'dossier', id });
        expect(pageOf(briefPath(id))).toEqual({ name: 'brief', id });
      }),
    );
  });
});
