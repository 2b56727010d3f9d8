import { TextDecoder } from '@exodus/bytes/encoding.js';
import { describe, expect, it } from 'vitest';
import { plausibility } from '../../functions/parse/charset/plausibility.ts';
import { decode, utf16Of } from '../../functions/parse/decode.ts';

/** Texts and what they are in an encoding, in base 64. */
const ENCODED: readonly (readonly [encoding: string, text: string, bytes: string])[] = [
  [
    'windows-1252',
    'Die Fährverbindung über die Förde fällt bis Mittwoch aus, teilte die Hafenbehörde am Montag mit. Die Ursache sei „ungeklärt“, sagte ein Sprecher.',
    'RGllIEbkaHJ2ZXJiaW5kdW5nIPxiZXIgZGllIEb2cmRlIGbkbGx0IGJpcyBNaXR0d29jaCBhdXMsIHRlaWx0ZSBkaWUgSGFmZW5iZWj2cmRlIGFtIE1vbnRhZyBtaXQuIERpZSBVcnNhY2hlIHNlaSCEdW5nZWts5HJ0kywgc2FndGUgZWluIFNwcmVjaGVyLg==',
  ],
  [
    'windows-1252',
    'Les élus ont rejeté la réforme à l’issue d’un débat très animé, après dix-sept heures de séance. L’opposition crie à l’échec.',
    'TGVzIOlsdXMgb250IHJlamV06SBsYSBy6WZvcm1lIOAgbJJpc3N1ZSBkknVuIGTpYmF0IHRy6HMgYW5pbeksIGFwcuhzIGRpeC1zZXB0IGhldXJlcyBkZSBz6WFuY2UuIEySb3Bwb3NpdGlvbiBjcmllIOAgbJLpY2hlYy4=',
  ],
  [
    'windows-1250',
    'Rada města schválila ve čtvrtek opravu mostu přes řeku Svitavu, práce začnou příští měsíc a potrvají šest týdnů.',
    'UmFkYSBt7HN0YSBzY2h24WxpbGEgdmUg6HR2cnRlayBvcHJhdnUgbW9zdHUgcPhlcyD4ZWt1IFN2aXRhdnUsIHBy4WNlIHph6G5vdSBw+O2adO0gbexz7WMgYSBwb3RydmFq7SCaZXN0IHT9ZG75Lg==',
  ],
  [
    'windows-1251',
    'Совет одобрил ремонт моста через реку, работы начнутся в следующем месяце и продлятся шесть недель.',
    '0e7i5fIg7uTu4fDo6yDw5ezu7fIg7O7x8uAg9+Xw5ecg8OXq8ywg8ODh7vL7IO3g9+3z8vH/IOIg8evl5PP++eXsIOzl8f/25SDoIO/w7uTr//Lx/yD45fHy/CDt5eTl6/wu',
  ],
  [
    'koi8-r',
    'Совет одобрил ремонт моста через реку, работы начнутся в следующем месяце и продлятся шесть недель.',
    '88/XxdQgz8TPwtLJzCDSxc3PztQgzc/T1MEg3sXSxdog0sXL1Swg0sHCz9TZIM7B3s7V1NPRINcg08zFxNXA3cXNIM3F09HDxSDJINDSz8TM0dTT0SDbxdPU2CDOxcTFzNgu',
  ],
  [
    'shift_jis',
    '市議会は木曜日、川にかかる橋の修理を承認した。工事は来月に始まり、六週間続く予定だ。「遅すぎた」と住民は話している。',
    'jnOLY4nvgs2W2Jdqk/qBQZDsgsmCqYKpgumLtILMj0OXnYLwj7OURoK1gr2BQo1IjpaCzZeIjI6CyY5ugtyC6IFBmFqPVIrUkbGCrZdckuiCvoFCgXWSeIK3gqyCvYF2gsaPWpavgs2YYoK1gsSCooLpgUI=',
  ],
  [
    'euc-jp',
    '市議会は木曜日、川にかかる橋の修理を承認した。工事は来月に始まり、六週間続く予定だ。「遅すぎた」と住民は話している。',
    'u9S1xLLxpM/M2s3LxvyhosDupMukq6SrpOu2tqTOvaTN/aTyvrXHp6S3pL+ho7mpu/akz83ot+6ky7vPpN6k6qGiz7u9tbTWwrOkr829xOqkwKGjodbD2aS5pK6kv6HXpMi9u8yxpM/Pw6S3pMakpKTroaM=',
  ],
  [
    'gb18030',
    '市议会星期四批准了大桥维修计划，工程将于下个月开始，预计持续六个星期。居民说，这个决定来得太晚了。',
    'ytDS6bvh0MfG2svExfrXvMHLtPPHxc6s0N68xruuo6y5pLPMvavT2s/CuPbUwr+qyryjrNSkvMaz1tD4wfm49tDHxtqho77Tw/HLtaOs1eK49r72tqjAtLXDzKvN7cHLoaM=',
  ],
  [
    'big5',
    '市議會星期四批准了大橋維修計畫，工程將於下個月開始，預計持續六個星期。居民說，這個決定來得太晚了。',
    'pavEs7d8rFC0waV8p+Wt46RGpGq+9Lr7rdetcLVloUGkdbV7sU6p86RVrdOk67Z9qWyhQbl3rXCr+cTypLut06xQtMGhQ6l+pcG7oaFBs2+t06hNqXeo07FvpNOx36RGoUM=',
  ],
  [
    'euc-kr',
    '시의회는 목요일 강을 건너는 다리의 보수 공사를 승인했다. 공사는 다음 달에 시작되어 육 주 동안 계속된다.',
    'vcPAx8i4tMIguPG/5MDPILCtwLsgsMezyrTCILTZuK7AxyC6uLz2ILD4u+e4piC9wsDOx9+02S4gsPi757TCILTZwL0gtN6/oSC9w8Dbtce+7iDAsCDB1iC1v77IILDovNO1yLTZLg==',
  ],
];

const GERMAN = 'Die Fähre über die Förde fällt aus, teilte die Behörde mit.';
const EAST_ASIAN = ENCODED.filter(([encoding]) => /^(?:shift_jis|euc-jp|gb18030|big5|euc-kr)$/.test(encoding));

function twice(text: string): Buffer {
  return Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(text)));
}

describe('An encoding', () => {
  it.each(ENCODED)('%s is told without a declaration: %s', (encoding, text, bytes) => {
    expect(decode(Buffer.from(bytes, 'base64'))).toMatchObject({ text, encoding });
  });

  it.each(ENCODED)('%s is read as declared: %s', (encoding, text, bytes) => {
    expect(decode(Buffer.from(bytes, 'base64'), `text/plain; charset=${encoding}`)).toEqual({
      text,
      encoding,
      notes: [`decoded as ${encoding}, as the document declares`],
    });
  });

  it.each(ENCODED.filter(([encoding]) => encoding !== 'windows-1252'))(
    '%s is told where the document declares another: %s',
    (encoding, text, bytes) => {
      expect(decode(Buffer.from(bytes, 'base64'), 'text/html; charset=utf-8')).toMatchObject({ text, encoding });
      // A sentence of two alphabets that share most bytes proves no declaration wrong.
      if (encoding === 'windows-1250') return;
      expect(decode(Buffer.from(bytes, 'base64'), 'text/html; charset=iso-8859-1')).toEqual({
        text,
        encoding,
        notes: [`decoded as ${encoding}, though the document declares windows-1252`],
      });
    },
  );

  it.each(EAST_ASIAN)('%s is told where a page declares a wrong one in its head: %s', (encoding, text, bytes) => {
    const page = Buffer.concat([
      Buffer.from('<html><head><meta charset="iso-8859-1"></head><body><p>'),
      Buffer.from(bytes, 'base64'),
      Buffer.from('</p></body></html>'),
    ]);
    expect(decode(page).text).toContain(text);
    expect(decode(page).encoding).toBe(encoding);
  });

  it('may be UTF-8 whatever a page declares', () => {
    for (const charset of ['iso-8859-1', 'windows-1252', 'shift_jis', 'gb2312', 'utf-16', 'nonsense']) {
      expect(decode(Buffer.from(`<meta charset="${charset}"><p>${GERMAN}</p>`)).text).toContain(GERMAN);
    }
  });

  it('is windows-1252 where a page says UTF-8 and is not', () => {
    const bytes = Buffer.from(`<meta charset="utf-8"><p>${GERMAN}</p>`, 'latin1');
    expect(decode(bytes)).toMatchObject({ encoding: 'windows-1252', text: expect.stringContaining(GERMAN) });
  });

  it('is believed where nothing reads better', () => {
    const bytes = Buffer.from('Le café a fermé.', 'latin1');
    expect(decode(bytes, 'text/plain; charset=iso-8859-15').encoding).toBe('iso-8859-15');
  });
});

describe('UTF-16 without a byte-order mark', () => {
  it.each(EAST_ASIAN)('is told in East Asian text, both orders (text of %s)', (_encoding, text) => {
    const little = Buffer.from(text, 'utf16le');
    expect(decode(little)).toMatchObject({ text, encoding: 'utf-16le' });
    expect(decode(Buffer.from(little).swap16())).toMatchObject({ text, encoding: 'utf-16be' });
  });

  it.each(ENCODED)('is not seen in %s', (_encoding, _text, bytes) => {
    expect(utf16Of(Buffer.from(bytes, 'base64'))).toBeNull();
  });

  it('is not seen in what has no order to it', () => {
    const noise = Uint8Array.from({ length: 4_000 }, (_, index) => (index * index * 31 + index * 17) % 251);
    expect(utf16Of(noise)).toBeNull();
  });
});

describe('UTF-8 that was encoded twice', () => {
  it('is decoded twice', () => {
    for (const text of [GERMAN, '“No deal” – the minister’s words.', 'Цена моста выросла.', '価格は€3だ。']) {
      expect(decode(twice(text))).toEqual({
        text,
        encoding: 'utf-8',
        notes: ['UTF-8 that was encoded twice, decoded twice'],
      });
    }
  });

  it('stays where it is not certain', () => {
    for (const text of [
      'The page shows Ã¼ for one letter.',
      `A page that shows Ã¼ and Ã¶ is broken, the “engineer” said. ${GERMAN}`,
      'À Paris, où l’été fut chaud.',
      'SÃO PAULO À NOITE',
      'Â',
    ]) {
      expect(decode(Buffer.from(text))).toEqual({ text, encoding: 'utf-8', notes: [] });
    }
  });
});

describe('Plausibility', () => {
  it('of writing is above that of what a mistaken decoding makes', () => {
    for (const [encoding, text, bytes] of ENCODED) {
      const mistaken = new TextDecoder(encoding === 'windows-1252' ? 'koi8-r' : 'windows-1252');
      const least = encoding === 'windows-1250' ? 0 : 0.3;
      const other = plausibility(mistaken.decode(Buffer.from(bytes, 'base64')));
      // Two Latin encodings may make letters of the same bytes that are as good: those are told by statistics.
      expect(plausibility(text)).toBeGreaterThanOrEqual(other + least);
    }
    expect(plausibility('plain')).toBe(0);
  });
});
