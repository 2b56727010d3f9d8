import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import { renderCsv } from '../../functions/core/render/csv.ts';
import { type Card, cardOf } from '../../functions/core/store/card.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

function ferryCard(fields: Partial<Card> = {}): Card {
  return { ...cardOf(gate(articleOf(FERRY_TEXT), trueDraft())), ...fields };
}

const NAMES =
  'id,headline,title,source,published,dated,received,language,words,parties,countries,measures,' +
  'measureCount,unresolvedIssueCount,riskCount,upsideCount,notHeard,opinion';

describe('Function: renderCsv', () => {
  it('has a row of names and a row a card', () => {
    const card = ferryCard({
      headline: 'Ferries, "for now", stop',
      datedAt: '2026-03-04',
      parties: [
        { id: 'norland', name: 'Norland' },
        { id: 'ostia', name: 'Ostia' },
      ],
      countries: ['NO', 'SE'],
      measures: [
        { type: 'legal', status: 'completed' },
        { type: 'negotiation', status: 'announced' },
      ],
      counts: { measures: 5, unresolvedIssues: 2, risks: 1, upsides: 0 },
      notHeard: ['ostia'],
    });

    expect(renderCsv([card])).toBe(
      `${NAMES}\r\n${card.briefId},"Ferries, ""for now"", stop",,The Harbour Post,,2026-03-04,` +
        '2026-03-04T10:00:00.000Z,en,192,Norland; Ostia,NO; SE,legal:completed; negotiation:announced,5,2,1,0,Ostia,false\r\n',
    );
  });

  it('has a row of names where there is no card', () => {
    expect(renderCsv([])).toBe(`${NAMES}\r\n`);
  });

  it.each([
    ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
    ['+1+1', "'+1+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['\r=1', "'=1"],
    ['\u202e=1', "'=1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ["'=1", "'=1"],
  ])('lets no spreadsheet run %j', (headline, written) => {
    const [, row = ''] = renderCsv([ferryCard({ headline, title: null })]).split('\r\n');

    expect(row.slice(32, 33 + written.length + 19)).toBe(`,${written},,The Harbour Post,`);
  });

  it('guards every text of an article', () => {
    const formula = '=1';
    const card = ferryCard({
      headline: formula,
      title: formula,
      source: formula,
      publishedAt: formula,
      datedAt: formula,
      language: formula,
      parties: [{ id: 'norland', name: formula }],
      notHeard: ['norland'],
    });

    expect(renderCsv([card]).match(/(?<=,)'=1(?=,)/g)).toHaveLength(8);
    expect(renderCsv([card])).not.toContain(',=');
  });
});
