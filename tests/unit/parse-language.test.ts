import { describe, expect, it } from 'vitest';
import { languageOf } from '../../functions/parse/language.ts';
import { languageOfScript } from '../../functions/parse/script-language.ts';

describe('The language of a headline', () => {
  it.each([
    ['en', 'Council closes bridge as ferry talks fail'],
    ['de', 'Die Fähre bleibt bis Mittwoch im Hafen'],
    ['fr', 'La ville ferme le pont pour onze semaines'],
    ['es', 'El puente se cierra por obras hasta el martes'],
    ['it', 'Il ponte chiude per lavori fino a lunedì'],
    ['pt', 'A ponte fecha para obras até segunda-feira'],
    ['nl', 'De brug gaat dicht en de pont vaart niet'],
    ['pl', 'Most został zamknięty, a promy nie kursują'],
    ['sv', 'Bron stängs och färjan går inte på måndag'],
    ['da', 'Broen lukkes, og færgen sejler ikke før mandag efter mødet'],
    ['nb', 'Broen stenges, og fergen går ikke før mandag etter møtet'],
    ['fi', 'Silta on suljettu, eikä lautta kulje ennen maanantaita'],
    ['cs', 'Most je uzavřen a přívoz nejede až do pondělí'],
    ['ro', 'Podul este închis și feribotul nu circulă până luni'],
    ['tr', 'Köprü kapatıldı ve feribot pazartesiye kadar çalışmayacak'],
    ['hu', 'A híd zárva van, és a komp sem jár hétfőig'],
    ['id', 'Jembatan ditutup dan feri tidak akan beroperasi'],
    ['vi', 'Cây cầu bị đóng và phà không chạy đến thứ hai'],
    ['ca', 'El pont es tanca per obres i el vaixell no surt'],
    ['ru', 'Мост закрыт, паром не ходит до понедельника'],
    ['uk', 'Міст зачинено, пором не ходить до понеділка'],
    ['bg', 'Мостът е затворен и фериботът няма да тръгне'],
    ['sr', 'Мост је затворен, а скела неће возити до недеље'],
    ['mk', 'Мостот е затворен и траектот нема да тргне, рече ѓаконот'],
    ['el', 'Η γέφυρα κλείνει για έργα'],
    ['he', 'הגשר נסגר לעבודות'],
    ['ar', 'أُغلق الجسر وتوقفت العبّارة حتى يوم الاثنين'],
    ['fa', 'پل بسته شد و کشتی تا دوشنبه نمی‌رود'],
    ['ur', 'پل بند ہے اور کشتی پیر تک نہیں چلے گی'],
    ['ja', '橋は閉鎖、フェリーも運休'],
    ['zh', '大桥关闭维修，渡轮停航'],
    ['ko', '다리 폐쇄, 여객선 운항 중단'],
    ['th', 'สะพานปิดซ่อมถึงวันจันทร์'],
    ['hy', 'Կամուրջը փակվել է'],
    ['ka', 'ხიდი დაიკეტა'],
    ['hi', 'पुल बंद है और नाव सोमवार तक नहीं चलेगी'],
    ['bn', 'সেতু বন্ধ, ফেরি চলবে না'],
  ])('is told: %s, %s', async (language, headline) => {
    expect(await languageOf(headline, null)).toEqual({ language, notes: [] });
  });

  it('is what the document claims, where it claims one', async () => {
    expect(await languageOf('Die Fähre bleibt bis Mittwoch im Hafen', 'nds')).toEqual({ language: 'nds', notes: [] });
  });

  it.each(['Oslo', 'Oslo 2026', 'Ana Reyes', 'NATO, UN', '12', ''])(
    'is open where nothing tells it: %j',
    async (text) => {
      expect((await languageOf(text, null)).language).toBe('und');
    },
  );
});

describe('The language of a long text', () => {
  const japanese = '港湾評議会と港湾労働者の交渉は月曜日、合意に至らず決裂した。双方が明らかにした。'.repeat(10);
  const danish =
    'Broen lukkes, og færgen sejler ikke før mandag, siger havnens ledelse. De ansatte vil have mere i løn. '.repeat(5);

  it('contradicts a wrong claim by its script', async () => {
    expect(await languageOf(japanese, 'en')).toEqual({
      language: 'ja',
      notes: ['declares the language "en", but is written in "ja"'],
    });
    expect((await languageOf(japanese, 'zh')).language).toBe('ja');
  });

  it('does not contradict a claim of a neighbouring language', async () => {
    expect(await languageOf(danish, 'no')).toEqual({ language: 'no', notes: [] });
    expect(await languageOf(danish, 'da')).toEqual({ language: 'da', notes: [] });
  });
});

describe('The script', () => {
  it('tells the language in spite of Latin names', () => {
    expect(languageOfScript('Precis Lambda DynamoDB を使う設定について')).toBe('ja');
    expect(languageOfScript('The sign says 橋 in Japanese')).toBeNull();
  });
});
