import { describe, expect, it } from 'vitest';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import type { BoilerplateKind } from '../../functions/core/text/boilerplate-lexicon.ts';
import { boilerplateOf } from '../../functions/parse/boilerplate.ts';
import { DEFAULT_LIMITS, parseTitledText } from '../../functions/parse/parse.ts';
import { articleOf } from '../fixtures/draft.ts';

const MATTER = 'The council closed the bridge on Monday. Ferries will run until May.';

/** What is marked of a text, with its kind. */
function marked(text: string): [BoilerplateKind, string][] {
  return boilerplateOf(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

const MARKED: readonly [BoilerplateKind, string][] = [
  ['byline', 'By Ana Reyes'],
  ['byline', 'By ANA REYES and TOM OKAFOR, Associated Press'],
  ['byline', 'Von Jürgen Meier'],
  ['byline', 'Por María López'],
  ['dateline', 'Saturday, 4 April 2026'],
  ['dateline', 'Last updated: 4 April 2026'],
  ['byline', 'Published: Tuesday at noon'],
  ['read-more', 'Read more about the river here'],
  ['read-more', 'READ MORE: How the bridge was built'],
  ['read-more', 'See also: The ferry timetable'],
  ['read-more', 'Related: The ferry timetable'],
  ['read-more', 'Watch: Cars queue at the ramp'],
  ['read-more', 'Watch the video'],
  ['read-more', 'For more on the bridge, visit our page.'],
  ['read-more', 'https://courier.example/bridge'],
  ['read-more', 'Mehr zum Thema: Die Brücke im Norden'],
  ['read-more', 'Lesen Sie auch: Die Fähre fährt wieder'],
  ['read-more', 'Lea también: El puente se cierra'],
  ['read-more', 'Lire aussi : Le pont ferme'],
  ['read-more', 'Leggi anche: Il ponte chiude'],
  ['read-more', 'Leia também: A ponte fecha'],
  ['read-more', 'Lees ook: De brug gaat dicht'],
  ['read-more', '関連記事：橋の閉鎖'],
  ['credit', '(Reporting by Ana Reyes and Tom Okafor in Oslo; editing by J. B. Lund)'],
  ['credit', 'Additional reporting by Tom Okafor.'],
  ['credit', 'Reporting by Ana Reyes, writing by Tom Okafor'],
  ['credit', 'Editing by Ana Reyes'],
  ['credit', 'Translated by Ana Reyes.'],
  ['credit', 'Associated Press writer Ana Reyes in Oslo contributed to this report.'],
  ['credit', 'This story was originally published in the Courier.'],
  ['credit', '(Reporte de Ana Reyes; editado por Tomás Gil)'],
  ['credit', '(Mit Material von dpa)'],
  ['credit', '(avec AFP)'],
  ['credit', '(a cura di Anna Neri)'],
  ['credit', 'Quelle: dpa'],
  ['copyright', '© 2026 The Northport Courier'],
  ['copyright', 'Copyright 2026 Courier. All rights reserved.'],
  ['copyright', 'Alle Rechte vorbehalten.'],
  ['copyright', 'Todos los derechos reservados'],
  ['copyright', 'Tous droits réservés.'],
  ['copyright', 'Riproduzione riservata'],
  ['copyright', 'Todos os direitos reservados'],
  ['copyright', 'Alle rechten voorbehouden'],
  ['photo-credit', 'Photo: Ana Reyes/Courier'],
  ['photo-credit', '(AP Photo/Ana Reyes)'],
  ['photo-credit', 'REUTERS/Ana Reyes/File Photo'],
  ['photo-credit', '(Ana Reyes/AFP/Getty Images)'],
  ['photo-credit', 'Image copyright Getty Images'],
  ['photo-credit', 'Foto: Jürgen Meier/dpa'],
  ['photo-credit', 'Crédit photo : Anne Roy'],
  ['photo-credit', 'Beeld: ANP'],
  ['caption', 'FILE PHOTO: The bridge is seen at dusk on May 3, 2025.'],
  ['caption', 'FILE - The bridge is seen at dusk.'],
  ['caption', 'Archivfoto: Die Brücke am Abend'],
  ['caption', 'Foto de archivo: el puente al anochecer'],
  ['share', 'Share this article'],
  ['share', 'Share on Facebook'],
  ['share', 'Follow us on Twitter'],
  ['share', 'Follow her on Twitter @anareyes'],
  ['share', 'Folgen Sie uns auf Instagram'],
  ['share', 'Síguenos en Facebook'],
  ['share', 'Suivez-nous sur Twitter'],
  ['share', 'Seguici su Facebook'],
  ['share', 'Siga-nos no Instagram'],
  ['share', 'Volg ons op Facebook'],
  ['promotion', 'Sign up for our daily newsletter.'],
  ['promotion', 'Subscribe to the Courier newsletter'],
  ['promotion', 'Advertisement'],
  ['promotion', 'Anzeige'],
  ['promotion', 'Jetzt abonnieren'],
  ['promotion', 'Suscríbete a nuestro boletín'],
  ['promotion', 'Abonnez-vous à notre lettre'],
  ['promotion', 'Iscriviti alla newsletter'],
  ['promotion', 'Assine já o jornal'],
  ['promotion', 'Schrijf je in voor onze nieuwsbrief'],
  ['sign-off', 'ENDS'],
  ['sign-off', '—ENDS—'],
  ['sign-off', '(END)'],
  ['sign-off', '-30-'],
  ['sign-off', '###'],
  ['sign-off', '* * *'],
  ['sign-off', '(dpa)'],
  ['sign-off', '/abc'],
  ['sign-off', 'ar/tok'],
  ['sign-off', 'Ende'],
  ['sign-off', '（了）'],
  ['contact', 'Contact: Ana Reyes, +47 22 33 44 55'],
  ['contact', 'Media contact: Ana Reyes'],
  ['contact', 'Email: ana@courier.example'],
  ['contact', 'ana@courier.example'],
  ['contact', 'Tel.: 0211 77900 363'],
  ['contact', 'FOR IMMEDIATE RELEASE'],
  ['contact', 'Notes to editors'],
  ['contact', 'Pressekontakt: Jürgen Meier'],
  ['contact', 'Contacto de prensa: Ana Reyes'],
  ['contact', 'Contact presse : Anne Roy'],
  ['contact', 'Noot voor de redactie'],
];

/** What begins in the same way and tells something. */
const UNMARKED: readonly string[] = [
  'By Friday the bridge had closed.',
  'By Land And Sea They Came, The Story Of A Harbour.',
  'Von Januar an steigen die Preise.',
  'Por primera vez en años, el puente se cierra.',
  'Read the statement: "The bridge is closed."',
  'Read more books, the minister told pupils.',
  'See the bridge before it closes, the mayor said.',
  'Learn to swim, the coast guard told tourists.',
  'The company said it shares the data with the police.',
  'Share prices now stand at their lowest in a year.',
  'Shares in the ferry company rose 4 percent on Monday.',
  'Follow the money, the prosecutor said.',
  'Follow these steps shared on Twitter to cross the bridge.',
  'Watch makers now sell more abroad.',
  'Related claims were filed by two firms in May.',
  'Reporting of the UN shows that 40 people died, a spokesman said.',
  'Writing by hand is dying out, teachers say.',
  'Edited by a computer, the text misled readers, the court said.',
  'This report, published by the UN in May, says that 40 people died.',
  'This story began in a small town on the coast.',
  'Reuters reported that the judge had left.',
  'Bloomberg contributed $50 million to the campaign.',
  'Posted on social media by fishermen, the pictures show the wreck.',
  'Copyright law was the first matter before the court.',
  'Copyright Office officials met the minister on Monday.',
  '© stock.example/ana The branches are of no use to the road workers, who burn them at the depot.',
  'The firm changed its privacy policy and its terms of use on Monday.',
  'Photos of the bridge show cracks in two bearings.',
  'Pictures (seen by the Courier) show troops at the border.',
  'Video – shot by the police – shows the car on the bridge.',
  'The picture: bleak, the minister said.',
  'File-sharing sites were closed on Monday.',
  'Subscribers of the Courier rose to 40,000, it said.',
  'Subscribe to this theory and you lose votes, the senator said.',
  'Contact between the two governments ended in 1995.',
  'Contact tracing reached 4,500 people in March.',
  'Ends of the cables were found on the seabed.',
  'The end of the talks was near.',
  'The death has been reported by state media.',
  'Sources: the minister will resign on Monday.',
  'Tel Aviv was hit by 12 rockets on Monday.',
  'Email servers were attacked on Monday.',
  'Advertisement revenue fell by 12 percent.',
  'Anzeige erstattete die Stadt am Montag.',
  'Comments by the minister angered the union.',
  '30',
  '30.',
  'Mehr Geld für Brücken will die Regierung ausgeben.',
  'Lea dijo que el puente se cierra.',
  'Quellen im Ministerium bestätigten den Bericht.',
  'Mitarbeiter der Werft streiken seit Montag.',
  'Abonnés et voyageurs attendent depuis lundi.',
];

describe('Boilerplate', () => {
  it.each(MARKED)('of the kind %s is marked: %s', (kind, line) => {
    expect(marked(`${MATTER}\n\n${line}`)).toEqual([[kind, line]]);
    expect(marked(`${line}\n\n${MATTER}`)).toEqual([[kind, line]]);
  });

  it.each(UNMARKED)('is not seen in what tells something: %s', (line) => {
    expect(marked(`${MATTER}\n\n${line}\n\n${MATTER}\n\n${MATTER}\n\n${MATTER}`)).toEqual([]);
    expect(marked(`${MATTER} ${line}`)).toEqual([]);
  });

  it('is a sentence at the end or the beginning of a paragraph', () => {
    expect(marked(`Additional reporting by Tom Okafor. ${MATTER}`)).toEqual([
      ['credit', 'Additional reporting by Tom Okafor.'],
    ]);
    expect(marked(`${MATTER} Follow us on Twitter. Share this article.`)).toEqual([
      ['share', 'Follow us on Twitter. Share this article.'],
    ]);
    expect(marked(`${MATTER} All rights reserved. ${MATTER}`)).toEqual([]);
  });

  it('is a line of a paragraph', () => {
    expect(marked(`Photo: Ana Reyes\n${MATTER}\nENDS`)).toEqual([
      ['photo-credit', 'Photo: Ana Reyes'],
      ['sign-off', 'ENDS'],
    ]);
  });

  it('is what a press release says of its sender, and only there', () => {
    const about = ['About Fjord Pumps', 'Fjord Pumps makes pumps. It has 40 staff.'];
    const text = [MATTER, MATTER, MATTER, ...about].join('\n\n');
    expect(marked(text)).toEqual([]);
    expect(marked(`${text}\n\nENDS`)).toEqual([
      ['promotion', about[0]],
      ['promotion', about[1]],
      ['sign-off', 'ENDS'],
    ]);
  });

  it('stays in the text of an article, marked', async () => {
    const text = `${MATTER}\n\n(Reporting by Ana Reyes; editing by Tom Okafor)`;
    const article = await parseTitledText(null, text, DEFAULT_LIMITS);
    expect(article.text).toBe(text);
    expect(article.boilerplate).toEqual([{ kind: 'credit', start: MATTER.length + 2, end: text.length }]);
  });

  it('of another producer is left out by the analyzer, if it holds whole sentences', () => {
    const text = 'Oslo closed the bridge. Ferries will run until May. The mayor left.';
    const second = { start: 24, end: 51 };
    const kindsWith = (boilerplate: { kind: 'promotion'; start: number; end: number }[]) =>
      readDocument(articleOf(text, { boilerplate })).sentences.map(({ kind }) => kind);
    expect(kindsWith([])).toEqual(['body', 'body', 'body']);
    expect(kindsWith([{ kind: 'promotion', ...second }])).toEqual(['body', 'boilerplate', 'body']);
    expect(kindsWith([{ kind: 'promotion', start: second.start, end: second.end + 5 }])).toEqual([
      'body',
      'boilerplate',
      'body',
    ]);
    expect(kindsWith([{ kind: 'promotion', start: second.start + 3, end: second.end }])).toEqual([
      'body',
      'body',
      'body',
    ]);
  });
});
