import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { readPattern } from '../../local/eventbridge/event-pattern.ts';
import type { Json, JsonObject } from '../../local/template/template.ts';

const EVENT: JsonObject = {
  'detail-type': 'BriefReady',
  detail: {
    language: 'en',
    words: 120,
    opinion: false,
    url: null,
    countries: ['NO', 'IS'],
    voices: [],
    measures: [
      { type: 'trade', status: 'agreed' },
      { type: 'aid', status: 'proposed' },
    ],
    file: { key: 'in/desk/a.txt' },
  },
};

const matches = (detail: Json, event = EVENT): boolean => readPattern({ detail }, 'the pattern')(event);

describe('An event pattern', () => {
  it.each<[what: string, detail: Json, isMatch: boolean]>([
    ['a text', { language: ['en'] }, true],
    ['another text', { language: ['de'] }, false],
    ['one of several', { language: ['de', 'en'] }, true],
    ['a number', { words: [120] }, true],
    ['a truth value', { opinion: [false] }, true],
    ['null', { url: [null] }, true],
    ['null, where there is a text', { language: [null] }, false],
    ['two fields', { language: ['en'], words: [120] }, true],
    ['two fields, of which one is otherwise', { language: ['en'], words: [1] }, false],
    ['a member of a list', { countries: ['IS'] }, true],
    ['no member of a list', { countries: ['SE'] }, false],
    ['a field of an object in a list', { measures: { type: ['aid'] } }, true],
    ['two fields of one object in a list', { measures: { type: ['aid'], status: ['proposed'] } }, true],
    ['fields of two objects in a list', { measures: { type: ['aid'], status: ['agreed'] } }, false],
    ['a field of an object', { file: { key: [{ prefix: 'in/desk/' }] } }, true],
    ['another prefix', { file: { key: [{ prefix: 'in/other/' }] } }, false],
    ['a suffix', { file: { key: [{ suffix: '.txt' }] } }, true],
    ['a prefix of a number', { words: [{ prefix: '1' }] }, false],
    ['anything but a text', { language: [{ 'anything-but': 'de' }] }, true],
    ['anything but that text', { language: [{ 'anything-but': ['de', 'en'] }] }, false],
    ['anything but a prefix', { language: [{ 'anything-but': { prefix: 'd' } }] }, true],
    ['anything but that prefix', { language: [{ 'anything-but': { prefix: 'e' } }] }, false],
    ['anything but a text, where there is no field', { absent: [{ 'anything-but': 'de' }] }, false],
    ['that a field is there', { url: [{ exists: true }] }, true],
    ['that another is there', { absent: [{ exists: true }] }, false],
    ['that a field is not there', { absent: [{ exists: false }] }, true],
    ['that a field is not there which is', { url: [{ exists: false }] }, false],
    ['that a field of no object is not there', { absent: { deep: [{ exists: false }] } }, true],
    ['that an empty list is not there', { voices: [{ exists: false }] }, true],
    ['a bound', { words: [{ numeric: ['>', 119] }] }, true],
    ['a bound that is met', { words: [{ numeric: ['>', 120] }] }, false],
    ['a range', { words: [{ numeric: ['>=', 100, '<=', 120] }] }, true],
    ['another range', { words: [{ numeric: ['>=', 100, '<', 120] }] }, false],
    ['a number that equals', { words: [{ numeric: ['=', 120] }] }, true],
    ['a bound of a text', { language: [{ numeric: ['>', 0] }] }, false],
    ['one operator or another', { words: [{ numeric: ['<', 1] }, { exists: true }] }, true],
  ])('asks for %s', (_, detail, isMatch) => {
    expect(matches(detail)).toBe(isMatch);
  });

  it.each<[what: string, detail: Json, named: string]>([
    ['an operator', { words: [{ cidr: '10.0.0.0/8' }] }, '"cidr"'],
    ['an alternative of fields', { $or: [{ words: [1] }] }, '"$or"'],
    ['an operator within one', { language: [{ 'anything-but': { wildcard: '*' } }] }, '"anything-but wildcard"'],
    ['a way to compare', { words: [{ numeric: ['<>', 1] }] }, '"numeric <>"'],
    ['a prefix of any case', { language: [{ prefix: { 'equals-ignore-case': 'E' } }] }, '"prefix equals-ignore-case"'],
  ])('with %s that has no local model is refused, by its name', (_, detail, named) => {
    expect(() => matches(detail)).toThrow(ConfigurationError);
    expect(() => matches(detail)).toThrow(`The operator ${named} of the pattern.detail`);
  });

  it.each<[what: string, detail: Json]>([
    ['a field without a list', { language: 'en' }],
    ['a field of an empty list', { language: [] }],
    ['no field', {}],
    ['no object', 'en'],
    ['a list in a list', { language: [['en']] }],
    ['half a range', { words: [{ numeric: ['>'] }] }],
    ['two operators in one', { words: [{ prefix: '1', suffix: '2' }] }],
    ['an existence that is no truth value', { words: [{ exists: 'yes' }] }],
  ])('that is %s is refused', (_, detail) => {
    expect(() => matches(detail)).toThrow(/^the pattern\.detail.* is not what an event pattern may hold/);
  });
});
