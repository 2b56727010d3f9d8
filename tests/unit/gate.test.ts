import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import { Brief, type BriefDraft, type Evidence } from '../../functions/core/brief.ts';
import { PrecisError } from '../../functions/core/errors.ts';
import { articleOf, draftOf, emptyDraft, evidenceFor, issueOf, measureOf, partyOf } from '../fixtures/draft.ts';
import { FALSE_BRIEFS } from '../fixtures/false-briefs/cases.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

const article = articleOf(FERRY_TEXT);

function evidenceAt(start: number): Evidence {
  return { quote: 'The', start, end: 3, sentence: 0, paragraph: 0 };
}

describe('Function: gate', () => {
  it('leaves a true brief as it is', () => {
    const draft = trueDraft();

    const brief = gate(article, draft);

    expect(draftOf(brief)).toEqual(draft);
    expect(brief.analysis).toMatchObject({ dropped: {}, held: {}, notes: [] });
    expect(Brief.parse(brief)).toEqual(brief);
  });

  it('keeps the reasons of the items that are left, and no others', () => {
    const draft = trueDraft();
    const [kept, dropped] = draft.measures;
    if (kept === undefined || dropped === undefined) throw new Error('The draft has too few measures.');
    const reasons = {
      [dropped.id]: { rule: 'verb/past', cues: ['stop'] },
      [kept.id]: { rule: 'object/past', cues: ['sign + treaty'] },
      'm-00000000': { rule: 'verb/past', cues: [] },
    };
    dropped.evidence = [evidenceAt(FERRY_TEXT.length)];

    const brief = gate(article, { ...draft, analysis: { ...draft.analysis, reasons } });

    expect(brief.analysis.reasons).toEqual({ [kept.id]: reasons[kept.id] });
  });

  it('takes the card of the article', () => {
    const brief = gate(article, trueDraft());

    expect(brief.briefId).toBe(article.articleId);
    expect(brief.article).toMatchObject({
      source: 'The Harbour Post',
      publishedAt: null,
      contentHash: article.contentHash,
    });
  });

  describe.each(FALSE_BRIEFS)('refuses that $lie', ({ distort, shown, instead, counted: [where, name] }) => {
    it('and counts it', () => {
      const draft = trueDraft();
      distort(draft);

      const brief = gate(article, draft);

      expect(shown(brief)).toEqual(instead);
      expect(brief.analysis[where][name]).toBeGreaterThanOrEqual(1);
    });

    it('and finds nothing more when gating again', () => {
      const draft = trueDraft();
      distort(draft);
      const brief = gate(article, draft);

      expect(gate(article, draftOf(brief))).toEqual(brief);
    });
  });

  it('prunes what points at a dropped party or item', () => {
    const draft = trueDraft();
    const [ferries] = draft.measures;
    draft.parties = draft.parties.filter((party) => party.id !== 'ostia');
    draft.sourcing.notHeard = ['ostia'];
    draft.risks.forEach((risk) => {
      risk.about = ['m-00000000', ...(ferries ? [ferries.id] : [])];
    });

    const brief = gate(article, draft);

    expect(brief.measures[0]?.targets).toEqual([]);
    expect(brief.unresolvedIssues[1]?.sides).toEqual([]);
    expect(brief.sourcing.notHeard).toEqual([]);
    expect(brief.risks[0]?.about).toEqual([ferries?.id]);
    expect(brief.analysis.dropped).toMatchObject({ sides: 1 });
  });

  it('lets a topic ask whether, and nothing that its quote does not say', () => {
    const text = 'Norland denied that its clerks had closed the lock.';
    const topics = ['whether its clerks had closed the lock', 'whether its clerks had sunk the lock'];
    const issues = topics.map((topic) => issueOf(text, text, { topic, state: 'disputed-fact' }));

    const brief = gate(articleOf(text), { ...emptyDraft(), unresolvedIssues: issues.slice(0, 1) });
    const other = gate(articleOf(text), { ...emptyDraft(), unresolvedIssues: issues.slice(1) });

    expect(brief.unresolvedIssues[0]?.topic).toBe(topics[0]);
    expect(other.unresolvedIssues[0]?.topic).toBe(text);
  });

  it('does not call unheard whom an item quotes', () => {
    const draft = trueDraft();
    draft.sourcing.notHeard = ['traders-union', 'ostia'];

    expect(gate(article, draft).sourcing.notHeard).toEqual([]);
  });

  it('does not call unheard whom the article plainly lets speak', () => {
    const text = 'Norland left. Ostia said on Monday that the lock is open. Brava was said to wait.';
    const draft = emptyDraft();
    draft.parties = [partyOf(text, 'Norland', 'Norland left'), partyOf(text, 'Ostia', 'Ostia said')];
    draft.parties.push(partyOf(text, 'Brava', 'Brava was said to wait'));
    draft.sourcing.notHeard = ['norland', 'ostia', 'brava'];

    expect(gate(articleOf(text), draft).sourcing.notHeard).toEqual(['norland', 'brava']);
  });

  it('does not cut a title at its beginning', () => {
    const title = 'Ministers deny talks on the lock';
    const headed = (text: string) => ({ ...emptyDraft(), headline: { text, from: 'title' as const, items: [] } });

    expect(gate(articleOf(FERRY_TEXT, { title }), headed('Talks on the lock')).headline.text).toBe(title);
    expect(gate(articleOf(FERRY_TEXT, { title }), headed(title)).analysis.held).toEqual({});
  });

  it('counts no more sentences as cited than there are', () => {
    const draft = trueDraft();
    const reason = 'a heading';
    draft.coverage = { sentences: 14, cited: 99, uncited: [4, 4, 99].map((sentence) => ({ sentence, reason })) };

    expect(gate(article, draft).coverage).toEqual({ sentences: 14, cited: 13, uncited: [{ sentence: 4, reason }] });
  });

  it('lowers the certainty of an actor found through a pronoun', () => {
    const draft = trueDraft();
    draft.measures.forEach((measure) => {
      measure.certainty = 'high';
    });

    const brief = gate(article, draft);

    expect(brief.measures.map((measure) => measure.certainty)).toEqual([
      'high',
      'high',
      'high',
      'high',
      'medium',
      'high',
      'high',
      'high',
    ]);
  });

  it('gives a pronoun to the party that its own sentence names, not to one before', () => {
    const text = 'Norland pulled back its boats. Ostia keeps the gates that it took in March.';
    const draft = emptyDraft();
    draft.parties = [partyOf(text, 'Norland', 'Norland pulled'), partyOf(text, 'Ostia', 'Ostia keeps')];
    draft.measures = [measureOf(text, 'it took in March', { actors: ['norland', 'ostia'] })];

    const brief = gate(articleOf(text), draft);

    expect(brief.measures[0]?.actors).toEqual(['ostia']);
    expect(brief.analysis.held['actors']).toBe(1);
  });

  it('holds at most 64 items of a list and counts the rest', () => {
    const text = Array.from({ length: 70 }, (_, index) => `Norland opened harbour ${index + 100}.`).join(' ');
    const draft = emptyDraft();
    draft.parties = [partyOf(text, 'Norland', 'Norland opened harbour 100')];
    draft.measures = Array.from({ length: 70 }, (_, index) =>
      measureOf(text, `Norland opened harbour ${index + 100}`, { actors: ['norland'] }),
    );

    const brief = gate(articleOf(text), draft);

    expect(brief.measures).toHaveLength(64);
    expect(brief.measures.at(-1)?.description).toBe('Norland opened harbour 163');
    expect(brief.analysis.dropped).toEqual({ measures: 6 });
  });

  it('says why a list that failed is empty, and takes its sentences off the coverage', () => {
    const draft = trueDraft();
    draft.risks = draft.risks.slice(0, 1).map((risk) => ({ ...risk, id: 'r-00000000' }));

    const brief = gate(article, draft);

    expect(brief.risks).toEqual([]);
    expect(brief.analysis.notes).toEqual(['No risk is shown: those found failed the evidence check.']);
    expect(brief.coverage.cited).toBe(8);
    expect(brief.coverage.uncited).toEqual([
      { sentence: evidenceFor(FERRY_TEXT, 'Traders fear').sentence, reason: 'failed the evidence check' },
    ]);
  });

  it('takes the paragraph of a quote from its offsets', () => {
    const draft = trueDraft();
    draft.ahead.forEach((line) => {
      line.evidence.forEach((piece) => {
        piece.paragraph = 9;
      });
    });

    expect(gate(article, draft).ahead[0]?.evidence[0]?.paragraph).toBe(3);
  });

  it('heads an article without items by its title, or its first sentence', () => {
    const draft = { ...emptyDraft(), headline: { text: 'Something else', from: 'title' as const, items: [] } };

    expect(gate(articleOf(FERRY_TEXT, { title: 'Ferries stay in port' }), draft).headline).toEqual({
      text: 'Ferries stay in port',
      from: 'title',
      items: [],
    });
    expect(gate(article, draft).headline.text).toBe(
      'The Norland government has suspended 12 ferry licences held by companies from Ostia, the transport ministry…',
    );
  });

  it('refuses a draft that is none', () => {
    const draft = trueDraft();
    const [measure] = draft.measures;
    if (measure !== undefined) Object.assign(measure, { type: 'ferry' });

    expect(() => gate(article, draft)).toThrow(PrecisError);
  });

  it.each<[string, (draft: BriefDraft) => unknown]>([
    ['nothing', () => undefined],
    ['no lists', () => ({})],
    ['a list that is none', (draft) => ({ ...draft, measures: { length: 3 } })],
    ['an item without evidence', (draft) => ({ ...draft, risks: [{ id: 'r-00000000' }] })],
    ['a status that nobody knows', (draft) => ({ ...draft, measures: [{ ...draft.measures[0], status: 'done' }] })],
    [
      'an offset that is no number',
      (draft) => ({ ...draft, ahead: [{ text: '', evidence: [evidenceAt(Number.NaN)] }] }),
    ],
    ['an offset past all numbers', (draft) => ({ ...draft, ahead: [{ text: '', evidence: [evidenceAt(1e300)] }] })],
    ['a party called as what every object has', (draft) => ({ ...draft, parties: [{ id: '__proto__' }] })],
    ['a count that is a word', (draft) => ({ ...draft, analysis: { ...draft.analysis, held: { status: 'no' } } })],
  ])('refuses %s with an error of its own', (_, make) => {
    const hostile = make(trueDraft()) as BriefDraft;

    expect(() => gate(article, hostile)).toThrow(
      new PrecisError('The analyzer wrote a draft that does not have the shape of one.'),
    );
  });

  it('makes the same bytes of the same draft', () => {
    expect(JSON.stringify(gate(article, trueDraft()))).toBe(JSON.stringify(gate(articleOf(FERRY_TEXT), trueDraft())));
  });
});
