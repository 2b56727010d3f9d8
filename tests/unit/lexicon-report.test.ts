import { describe, expect, it } from 'vitest';
import { linesOf, RehearsalTotals } from '../../bin/precis/lexicon-report.ts';
import { type BriefChange, changesBetween } from '../../operations/brief-changes.ts';
import { articleOf } from '../fixtures/draft.ts';
import { briefWith, lexiconOf } from '../fixtures/lexicon.ts';

const TEXT =
  'The eastern shore agreed on Tuesday to open its ports to grain. Argentina welcomed the decision of the eastern shore. Norland banned the sale of lottery tickets on Friday.';

async function changesWith(words: object): Promise<BriefChange[]> {
  const article = articleOf(TEXT);
  return changesBetween(await briefWith(article), await briefWith(article, lexiconOf(words)));
}

describe('What other words change in a brief', () => {
  it('is nothing where they change nothing but what names them', async () => {
    expect(await changesWith({ alwaysDrop: ['raffle'] })).toEqual([]);
  });

  it('is told entry by entry, with its quote and what it was', async () => {
    const changes = await changesWith({ aliases: { Uruguay: ['the eastern shore'] }, alwaysDrop: ['lottery'] });

    const told = (list: string) => changes.filter((change) => change.list === list);
    expect(told('parties')).toMatchObject([
      { kind: 'added', text: 'Uruguay', quote: expect.stringMatching(/^The eastern shore agreed/), fields: [] },
    ]);
    expect(told('measures')).toMatchObject([
      { kind: 'changed', fields: [{ field: 'actors', from: [], to: ['uruguay'] }] },
      { kind: 'removed', text: 'Norland banned the sale of lottery tickets on Friday', fields: [] },
    ]);
  });
});

describe('The report of a rehearsal', () => {
  const change: BriefChange = {
    list: 'measures',
    kind: 'changed',
    text: 'Norland closed\u001b[2J the lock',
    quote: 'Norland closed\nthe lock on Monday',
    fields: [
      { field: 'type', from: 'other', to: 'infrastructure' },
      { field: 'object', from: undefined, to: 'the lock' },
    ],
  };
  const article = { briefId: 'b'.repeat(32), key: 'in/a\u202eb.txt', title: null };

  it('has an entry a line, and nothing that a terminal could act on', () => {
    expect([...linesOf({ ...article, changes: [change] })]).toEqual([
      `${'b'.repeat(32)}\tin/a\ufffdb.txt`,
      '  ~ measures: Norland closed\ufffd[2J the lock',
      '      type: other → infrastructure',
      '      object: none → the lock',
      '      “Norland closed the lock on Monday”',
    ]);
  });

  it('ends with totals by list', () => {
    const totals = new RehearsalTotals();
    totals.add({
      ...article,
      changes: [change, { ...change, kind: 'added' }, { ...change, list: 'risks', kind: 'removed' }],
    });
    totals.add({ ...article, changes: [] });
    totals.add({ ...article, changes: undefined });

    expect([...totals.lines()]).toEqual([
      '  measures: 1 added, 0 removed, 1 changed',
      '  risks: 0 added, 1 removed, 0 changed',
      '  1 cannot be briefed',
      '1 of 3 briefs would change',
    ]);
  });
});
