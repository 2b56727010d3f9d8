import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { BriefDraft, type Evidence } from '../../functions/core/brief.ts';
import { articleOf } from '../fixtures/draft.ts';
import { propertyRuns } from '../long-run.ts';

const SENTENCES = [
  'Chile has withdrawn 1,200 troops from the border zone.',
  '“We will not sell the water,” said Ana Quispe, the minister of Peru.',
  'Перу подписала соглашение 🚢 с Чили.',
  'If the rains fail, prices could rise, the union warned…',
  '中国与澳大利亚恢复贸易谈判。',
  'أعلنت الوزارة اليوم.',
  'Q: Why?',
  'A: Because it must be done.',
  '14:52 The bank raised rates by 0.5 per cent.',
  'CHILE AND PERU AGREED TO A TRUCE.',
  'u\u0308ber e\u0301tat \u00ad soft\u00adhyphen \u200b zero.',
  'It remains unclear whether the U.S. and the E.U. will talk (or “not”).',
  'Who knows? He denied it!',
];
const texts = fc
  .array(fc.tuple(fc.constantFrom(...SENTENCES), fc.constantFrom(' ', '\n', '\n\n', '\u00a0', '  ')), {
    minLength: 1,
    maxLength: 14,
  })
  .map((parts) => parts.flat().join(''));

function evidenceIn(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(evidenceIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('quote' in value && 'start' in value) return [value as Evidence];
  return Object.values(value).flatMap(evidenceIn);
}

/** Texts that no newspaper prints and every service is sent. */
const PATHOLOGICAL: [string, string][] = [
  ['lone surrogates', `Chile \ud83d has \udea2 left. ${'\ud83d'.repeat(500)}`],
  ['one word without end', 'x'.repeat(200_000)],
  ['capitals without end', 'X'.repeat(200_000)],
  ['no spaces', 'Chile,Peru;Lima.'.repeat(12_000)],
  ['10,000 commas', ','.repeat(10_000)],
  ['words and 10,000 commas', 'Chile, '.repeat(10_000)],
  ['thousands of quotation marks', '“Chile” "said" '.repeat(6_000)],
  ['quotation marks that are never closed', '“'.repeat(20_000)],
  ['brackets within brackets', `${'('.repeat(20_000)}Chile${')'.repeat(20_000)}`],
  ['one sentence without end', `Chile ${'said that Peru '.repeat(13_000)}left.`],
  ['one sentence of names', 'Anna Berg '.repeat(20_000)],
  ['a list of dates', 'on 3 March 2024, '.repeat(11_000)],
  ['conditions without end', 'if it could fail unless '.repeat(8_000)],
  ['full stops', '. '.repeat(100_000)],
  ['line breaks', 'Chile left\n\n'.repeat(16_000)],
  ['labels', 'Q: Why?\n\nA: No.\n\n'.repeat(10_000)],
  ['hyphens', 'pro-anti-'.repeat(20_000)],
  ['numbers', '1,234.5 '.repeat(25_000)],
  ['combining marks', `e${'\u0301'.repeat(100_000)}`],
];

describe('Embedded analyzer, of what no newspaper prints', () => {
  it.each(PATHOLOGICAL)('reads to the end: %s', async (_name, text) => {
    const article = articleOf(text);

    const draft = await embeddedAnalyzer.analyze(article);

    expect(BriefDraft.safeParse(draft).error).toBeUndefined();
    for (const { quote, start, end } of evidenceIn(draft)) expect(text.slice(start, end)).toBe(quote);
    expect(gate(article, draft).measures.length).toBeLessThanOrEqual(24);
  });

  it('quotes what stands between its offsets in text of any script', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom('en', 'und', 'ru'), async (text, language) => {
        const draft = await embeddedAnalyzer.analyze(articleOf(text, { language }));
        for (const { quote, start, end, sentence } of evidenceIn(draft)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toBe(quote);
          expect(sentence).toBeLessThan(draft.coverage.sentences);
        }
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('writes the same draft byte for byte, whatever was read in between', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.array(texts, { maxLength: 3 }), async (text, others) => {
        const first = JSON.stringify(await embeddedAnalyzer.analyze(articleOf(text)));
        for (const other of others) await embeddedAnalyzer.analyze(articleOf(other, { language: 'und' }));
        expect(JSON.stringify(await embeddedAnalyzer.analyze(articleOf(text)))).toBe(first);
      }),
      { numRuns: propertyRuns(10) },
    );
  });
});
