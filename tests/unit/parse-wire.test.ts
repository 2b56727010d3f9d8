import { describe, expect, it } from 'vitest';
import {
  agencyOf,
  bareHeadline,
  closingTime,
  isEmbargo,
  isPressHead,
  isTechnicalLine,
} from '../../functions/parse/formats/wire.ts';

describe('A technical line of a news desk', () => {
  it.each([
    'URGENT',
    'r i',
    'a0123',
    'r i BC-HARBOR-TALKS 03-04 0456',
    'ABC0123 3 POL 0456 ABC 0789',
    'BC-HARBOR-TALKS',
    'BC-Harbor-Talks,3rd Ld-Writethru,450',
    'HARBOR-TALKS-PORT/ (PIX, TV)',
    '1st Ld-Writethru',
    'WRITETHRU',
    '(450 words)',
    '412 Zeilen',
    'Keywords: harbor, strike',
    'Stichworte: Hafen, Streik',
    'ATTN EDITORS: The embargo is lifted',
    'Achtung Redaktionen',
    'ATENCIÓN EDITORES',
    '(Eds: Adds quotes from the mayor.)',
    'Eds: With photos.',
    '(Adds quotes, background)',
    'ADDS quotes',
    'With photos.',
    '(Mit Bild)',
    '(Añade declaraciones)',
    '(Actualisé avec réactions)',
    '(con foto)',
    '(Atualiza com reações)',
    '（写真あり）',
    'キーワード：港、スト',
    'NNNN',
  ])('is %s', (line) => {
    expect(isTechnicalLine(line)).toBe(true);
  });

  it.each([
    'Urgent repairs close the bridge',
    'COVID-19',
    'UN-backed talks end',
    'The keywords: peace and bread',
    'Adds up: the cost of the bridge',
    'With photos of the missing, families marched on Monday.',
    'Editors left the paper on Monday.',
    'Attention turned to the port.',
    'In 450 words, the minister resigned.',
    'Service resumed on Monday.',
    '(Oslo)',
    'Neu im Kino',
  ])('is not %s', (line) => {
    expect(isTechnicalLine(line)).toBe(false);
  });
});

describe('The head of a press release', () => {
  it('is told in several languages', () => {
    for (const line of [
      'FOR IMMEDIATE RELEASE',
      'PRESS RELEASE - FOR IMMEDIATE RELEASE',
      'Pressemitteilung',
      'Zur sofortigen Veröffentlichung',
      'NOTA DE PRENSA',
      'Communiqué de presse',
      'Comunicato stampa',
      'Para divulgação imediata',
      'Persbericht',
      'プレスリリース',
    ]) {
      expect([line, isPressHead(line)]).toEqual([line, true]);
    }
    expect(isPressHead('The press release was wrong')).toBe(false);
  });

  it('may hold an embargo', () => {
    expect(isEmbargo('EMBARGOED UNTIL 4 March 2026, 09:00 GMT')).toBe(true);
    expect(isEmbargo('Sperrfrist: 4. März 2026, 9 Uhr')).toBe(true);
    expect(isEmbargo('The embargo on oil was lifted')).toBe(false);
  });
});

describe('What surrounds a story', () => {
  it('goes from its headline', () => {
    expect(bareHeadline('UPDATE 2-Harbour talks end')).toBe('Harbour talks end');
    expect(bareHeadline('EILMELDUNG: Gespräche gescheitert')).toBe('Gespräche gescheitert');
    expect(bareHeadline('RPT-UPDATE 1-Talks end')).toBe('Talks end');
    expect(bareHeadline('Update on the talks')).toBe('Update on the talks');
    expect(bareHeadline('Urgent-care clinics close')).toBe('Urgent-care clinics close');
  });

  it('tells when it was sent, with a zone only where one is given', () => {
    expect(closingTime('041523 GMT MAR 26')).toBe('2026-03-04T15:23:00Z');
    expect(closingTime('041523 Mrz 26')).toBe('2026-03-04');
    expect(closingTime('321523 MAR 26')).toBeNull();
    expect(closingTime('The 041523 MAR 26')).toBeNull();
  });

  it('tells the agency', () => {
    expect(agencyOf('OSLO, March 4 (Reuters) - Talks ended.', [])).toBe('Reuters');
    expect(agencyOf('【オスロ共同】交渉は決裂した。', [])).toBe('共同');
    expect(agencyOf('Talks ended.', ['A strike comes.', '(dpa)'])).toBe('dpa');
    expect(agencyOf('The council (AP) said so.', [])).toBeNull();
  });
});
