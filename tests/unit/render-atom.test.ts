import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { gate } from '../../functions/brief/gate.ts';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { type AtomFeed, renderAtom } from '../../functions/core/render/atom.ts';
import { type Card, cardOf } from '../../functions/core/store/card.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

const GRAMMAR = readFileSync(new URL('../fixtures/atom.rng', import.meta.url), 'utf8');
const BASE = 'https://precis.example';

function ferryCard(fields: Partial<Card> = {}): Card {
  return { ...cardOf(gate(articleOf(FERRY_TEXT), trueDraft())), ...fields };
}

function feedOf(cards: Card[], fields: Partial<AtomFeed> = {}): string {
  const url = `${BASE}/v1/feed`;
  return renderAtom({ title: 'Precis', url, selfUrl: url, baseUrl: BASE, cards, ...fields });
}

/** What libxml2 finds wrong with a feed. */
async function faultsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema: GRAMMAR, extension: 'relaxng' });
  return errors.map(({ message }) => message);
}

describe('Function: renderAtom', () => {
  it('has an entry a card, with the links to its pages', () => {
    const card = ferryCard({
      briefId: '0123456789abcdef0123456789abcdef',
      headline: 'Ferries & <more>',
      datedAt: '2026-03-03',
      parties: [
        { id: 'norland', name: 'Norland' },
        { id: 'ostia', name: 'Ostia' },
      ],
      countries: ['NO'],
      counts: { measures: 5, unresolvedIssues: 1, risks: 2, upsides: 0 },
      notHeard: ['ostia'],
      opinion: true,
    });

    const feed = feedOf([card], {
      url: `${BASE}/v1/feed?party=norland`,
      nextUrl: `${BASE}/v1/feed?party=norland&cursor=x`,
    });

    expect(feed.split('\n')).toEqual([
      '<?xml version="1.0" encoding="utf-8"?>',
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
      `<id>${BASE}/v1/feed?party=norland</id>`,
      '<title type="text">Precis</title>',
      '<updated>2026-03-04T10:00:00.000Z</updated>',
      '<author><name>Precis</name></author>',
      expect.stringMatching(/^<generator version="\d+\.\d+\.\d+">Precis<\/generator>$/),
      `<link rel="self" type="application/atom+xml" href="${BASE}/v1/feed"/>`,
      `<link rel="first" type="application/atom+xml" href="${BASE}/v1/feed?party=norland"/>`,
      `<link rel="next" type="application/atom+xml" href="${BASE}/v1/feed?party=norland&amp;cursor=x"/>`,
      `<link rel="alternate" type="text/html" href="${BASE}/"/>`,
      '<entry>',
      '<id>urn:precis:brief:0123456789abcdef0123456789abcdef</id>',
      '<title type="text">Ferries &amp; &lt;more&gt;</title>',
      '<updated>2026-03-04T10:00:00.000Z</updated>',
      '<published>2026-03-03T00:00:00.000Z</published>',
      `<link rel="alternate" type="text/html" href="${BASE}/b/0123456789abcdef0123456789abcdef"/>`,
      `<link rel="alternate" type="application/json" href="${BASE}/v1/briefs/0123456789abcdef0123456789abcdef"/>`,
      '<summary type="text">The Harbour Post, 3 March 2026. 5 measures, 1 unresolved issue, 2 risks. ' +
        'Parties: Norland, Ostia. Not heard: Ostia. Marked as opinion.</summary>',
      '<category term="norland" scheme="urn:precis:party" label="Norland"/>',
      '<category term="ostia" scheme="urn:precis:party" label="Ostia"/>',
      '<category term="NO" scheme="urn:precis:country"/>',
      '</entry>',
      '</feed>',
      '',
    ]);
  });

  it.each([
    ['2026-03-03T23:30:00+02:00', ['2026-03-03T21:30:00.000Z']],
    ['2026-03-05', ['2026-03-05T00:00:00.000Z']],
    ['2026-03-06', []],
    ['2026-03', []],
    ['spring', []],
    [null, []],
  ])('tells of an article dated %j only what is certain', (datedAt, published) => {
    const feed = feedOf([ferryCard({ datedAt })]);

    expect([...feed.matchAll(/<published>(.*)<\/published>/g)].map(([, time]) => time)).toEqual(published);
    expect(feed).toContain('<updated>2026-03-04T10:00:00.000Z</updated>');
  });

  it('was updated with its newest entry', () => {
    const times = ['2026-03-04T10:00:00.000Z', '2026-03-05T08:00:00.000Z', '2026-03-03T10:00:00.000Z'];

    const feed = feedOf(times.map((receivedAt) => ferryCard({ receivedAt })));

    expect(feed.split('<entry>')[0]).toContain('<updated>2026-03-05T08:00:00.000Z</updated>');
  });

  it('refuses a card that was never received', () => {
    expect(() => feedOf([ferryCard({ receivedAt: null })])).toThrow(CorruptDataError);
  });

  it('is valid, full and empty', async () => {
    const cards = [
      ferryCard({ headline: '<b>&amp;\u0000\ufffe\ud800', datedAt: '2026-03-04T10:00Z' }),
      ferryCard({ briefId: 'f'.repeat(32), parties: [], countries: [] }),
    ];

    expect(await faultsOf(feedOf(cards, { nextUrl: `${BASE}/v1/feed?cursor=x` }))).toEqual([]);
    expect(await faultsOf(feedOf([]))).toEqual([]);
  });

  it.each([
    ['an entry without its id', /<id>urn.*<\/id>/, ''],
    ['two titles', /<title/, '<title>a</title><title'],
    ['a day for a time', /<updated>[^<]*/, '<updated>2026-03-04'],
    ['no author', /<author>.*<\/author>/, ''],
    ['a relative link', /href="[^"]*\/b\//, 'href="/b/'],
    ['markup in a text', /type="text">/, '>a<b>c</b>'],
    ['an unknown element', /<entry>/, '<entry><body/>'],
  ])('is checked by a validator that refuses %s', async (_, right, wrong) => {
    const feed = feedOf([ferryCard()]);
    expect(feed).toMatch(right);

    expect(await faultsOf(feed.replace(right, wrong))).not.toEqual([]);
  });
});
