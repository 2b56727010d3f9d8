import { describe, expect, it } from 'vitest';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { splitSentences } from '../../functions/core/text/sentences.ts';
import { articleOf } from '../fixtures/draft.ts';

function sentencesOf(text: string): string[] {
  return splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));
}

describe('Function: splitSentences', () => {
  it.each([
    ['titles and initials', 'Mr. Brook met Gen. J. F. Hale on Monday. Talks went on.', 2],
    ['countries with dots', 'The U.S. and the U.K. signed. The U.S. Senate waits.', 2],
    ['an abbreviation before an opener', 'It left for the U.S. The crew stayed.', 2],
    ['companies', 'Acme Inc. sold Bolt Co. shares. It was cheap.', 2],
    ['decimal points', 'Rates rose 0.25 points to 4.75%. Prices fell.', 2],
    ['numbers of things', 'He lives at No. 10 now. She does not.', 2],
    ['a quotation that goes on', '"Who will pay?" Mr Brook asked. Nobody answered.', 2],
    ['a quotation that ends', '“We will not pay.” The room fell silent.', 2],
    ['an ellipsis within', 'It was late... and dark. They left.', 2],
    ['an ellipsis at the end', 'Nobody knew why… The crew had gone.', 2],
    ['hours', 'It began at 9 a.m. on Friday and ended at 5 p.m. The mayor left.', 2],
    ['a lower-case beginning', 'The firm iShop. com was sold. done', 1],
  ])('keeps together what one sentence holds: %s', (_what, text, sentences) => {
    // Act
    const found = sentencesOf(text);

    // Assess
    expect(found).toHaveLength(sentences);
    expect(found.join(' ')).toBe(text);
  });

  it('ends every sentence at a line break', () => {
    // Act
    const found = sentencesOf('A heading without a stop\nThe first line of text\n\nAnother paragraph.');

    // Assess
    expect(found).toEqual(['A heading without a stop', 'The first line of text', 'Another paragraph.']);
  });

  it('splits at the full stops of Chinese and Arabic', () => {
    // Act
    const chinese = sentencesOf('谈判开始了。双方没有签字。');
    const arabic = sentencesOf('بدأت المحادثات. ماذا بعد؟ لا أحد يعرف.');

    // Assess
    expect(chinese).toEqual(['谈判开始了。', '双方没有签字。']);
    expect(arabic).toHaveLength(3);
  });
});

describe('Function: readDocument', () => {
  it('numbers sentences and tokens through the document, with exact offsets', () => {
    // Prepare
    const text = 'The ministry’s envoy didn’t sign.\n\n“We wait,” she said — for now.';

    // Act
    const document = readDocument(articleOf(text));

    // Assess
    expect(document.paragraphs.map((paragraph) => paragraph.start)).toEqual([0, 35]);
    expect(document.sentences.map((sentence) => sentence.paragraph)).toEqual([0, 1]);
    expect(document.tokens.map((token) => token.index)).toEqual(document.tokens.map((_, index) => index));
    expect(document.tokens.map((token) => text.slice(token.start, token.end))).toEqual(
      document.tokens.map((token) => token.text),
    );
    expect(document.tokens.find((token) => token.lower === 'envoy')).toMatchObject({ pos: 'NOUN', sentence: 0 });
    expect(document.tokens.find((token) => token.lower === 'said')).toMatchObject({ lemma: 'say', pos: 'VERB' });
  });

  it('marks headings and boilerplate', () => {
    // Prepare
    const text = [
      'Talks at the river',
      'Image copyright Getty Images',
      'Both sides met on Monday and agreed to meet again.',
      'Read more about the river here',
      '(Reporting by Jane Roe; editing by John Doe)',
      'All rights reserved.',
      '© The Northern Post',
    ].join('\n\n');

    // Act
    const kinds = readDocument(articleOf(text)).sentences.map((sentence) => sentence.kind);

    // Assess
    expect(kinds).toEqual([
      'heading',
      'boilerplate',
      'body',
      'boilerplate',
      'boilerplate',
      'boilerplate',
      'boilerplate',
    ]);
  });

  it.each([
    ['a place, a date and an agency', 'OSLO, March 2, 2026 (Fjord Wire) - ', 'Norway closed the harbour.'],
    ['a dash', 'BODØ — ', 'Talks opened on Monday.'],
    ['two places and a colon', 'OSLO / BERGEN: ', 'Talks opened on Monday.'],
    ['an agency in brackets', 'Bergen (Reuters) – ', '“We wait,” she said.'],
    ['a place that the parser took for one', 'Tromsø, 3 March – ', 'Talks opened on Monday.'],
  ])('reads a dateline as a sentence by itself: %s', (_what, dateline, body) => {
    // Act
    const { sentences } = readDocument(
      articleOf(`${dateline}${body}`, { dateline: { places: ['Tromsø'], date: null } }),
    );

    // Assess
    expect(sentences).toMatchObject([
      { start: 0, end: dateline.trimEnd().length, kind: 'boilerplate' },
      { start: dateline.length, end: dateline.length + body.length, kind: 'body' },
    ]);
  });

  it.each([['The talks — the third this year — failed.'], ['Norway: a land of fjords.'], ['OSLO:'], ['WAR – 1940']])(
    'reads no dateline in %s',
    (text) => {
      expect(readDocument(articleOf(text)).sentences).toHaveLength(1);
    },
  );

  it('takes a run too long for the tagger as one token', () => {
    // Prepare
    const run = 'x'.repeat(5000);

    // Act
    const document = readDocument(articleOf(`Before ${run} after.`));

    // Assess
    expect(document.tokens.map((token) => token.text.length)).toEqual([6, 5000, 5, 1]);
    expect(document.tokens[1]).toMatchObject({ start: 7, end: 5007, pos: 'X' });
  });

  it('reads a word across soft hyphens and zero-width marks', () => {
    // Prepare
    const text = 'The govern\u00adment\u200b waits.';

    // Act
    const word = readDocument(articleOf(text)).tokens[1];

    // Assess
    expect(word).toMatchObject({ lower: 'government', lemma: 'government', start: 4, text: 'govern\u00adment' });
  });

  it('cuts words that were met before as at first', () => {
    // Prepare
    const article = articleOf('Will they meetNorwayandSweden’s... or wait?');

    // Act
    const first = readDocument(article);
    const second = readDocument(article);

    // Assess
    expect(second.tokens).toEqual(first.tokens);
  });

  it('has no sentence in an empty text', () => {
    // Act
    const document = readDocument(articleOf(' \n\n '));

    // Assess
    expect([document.paragraphs, document.sentences, document.tokens]).toEqual([[], [], []]);
  });

  it.each([
    ['staged', 'stage'],
    ['waging', 'wage'],
    ['visited', 'visit'],
    ['planned', 'plan'],
    ['opened', 'open'],
    ['cordoned', 'cordon'],
  ])('reads %s as a form of %s', (word, lemma) => {
    const { tokens } = readDocument(articleOf(`They were ${word} there.`));

    expect(tokens.find((token) => token.text === word)?.lemma).toBe(lemma);
  });

  it('reads a past form between who does and what is done as a verb, though the tagger does not', () => {
    const { tokens } = readDocument(articleOf('Fishermen rescued 700 people. The hundred hungry men left.'));

    expect(tokens.find((token) => token.text === 'rescued')).toMatchObject({ pos: 'VERB', lemma: 'rescue' });
    expect(tokens.find((token) => token.text === 'hundred')?.pos).not.toBe('VERB');
  });

  it.each([
    ['Police have cordoned off the area around the bridge', 'body'],
    ['Bridge Closed After Police Cordoned Off Area', 'heading'],
    ['What the council will decide next', 'heading'],
    ['The road to the bridge', 'heading'],
  ])('reads the line “%s” as %s', (line, kind) => {
    const { sentences } = readDocument(articleOf(`The bridge was shut at noon.\n\n${line}\n\nNobody was hurt.`));

    expect(sentences.map((sentence) => sentence.kind)).toEqual(['body', kind, 'body']);
  });
});
