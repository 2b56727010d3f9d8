import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { renderAtom } from '../../functions/core/render/atom.ts';
import { oneLine } from '../../functions/core/render/one-line.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { HOSTILE, withTexts } from '../fixtures/hostile-brief.ts';
import { propertyRuns } from '../long-run.ts';

/** Every element, as its name, attributes and own text. @throws if the XML is not well-formed */
function read(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: typeof found = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  for (const event of ['text', 'cdata'] as const) {
    parser.on(event, (text) => {
      const element = open.at(-1);
      if (element) element.text += text;
    });
  }
  parser.write(xml).close();
  return found;
}

/** A text as XML can hold it. */
function held(text: string): string {
  return oneLine(text).replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '');
}

describe('Property: renderAtom', () => {
  it('is read back with the texts that were written, whatever they are', () => {
    const counts = { measures: 5, unresolvedIssues: 1, risks: 2, upsides: 0 };
    const base = { ...cardOf(withTexts((place) => place)), counts };
    const text = fc.oneof(HOSTILE, fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', 'a\udfffb', '\uffff'));
    fc.assert(
      fc.property(text, text, text, text, (title, headline, source, name) => {
        const card = { ...base, headline, source, parties: [{ id: 'x', name }], notHeard: ['x'] };
        const url = 'https://precis.example/v1/feed';

        const elements = read(
          renderAtom({ title, url, selfUrl: url, baseUrl: 'https://precis.example', cards: [card] }),
        );

        const named = (wanted: string) => elements.filter((element) => element.name === wanted);
        expect(named('title').map((element) => element.text)).toEqual([held(title), held(headline)]);
        expect(named('summary').map((element) => element.text)).toEqual([
          held(`${source}, undated. 5 measures, 1 unresolved issue, 2 risks. Parties: ${name}. Not heard: ${name}.`),
        ]);
        expect(named('category')[0]?.attributes).toEqual({ term: 'x', scheme: 'urn:precis:party', label: held(name) });
        expect(elements.map((element) => element.name).slice(0, 12)).toEqual([
          'feed',
          'id',
          'title',
          'updated',
          'author',
          'name',
          'generator',
          'link',
          'link',
          'link',
          'entry',
          'id',
        ]);
      }),
      { numRuns: propertyRuns(250) },
    );
  });
});
