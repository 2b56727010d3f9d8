import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LexiconOverlay } from '../../functions/core/lexicon/overlay.ts';
import { articleOf } from '../fixtures/draft.ts';
import { briefWith, lexiconOf } from '../fixtures/lexicon.ts';
import { PROJECT } from '../project.ts';

const page = readFileSync(join(PROJECT, 'docs', 'lexicon.md'), 'utf8');
const example = JSON.parse(/```json\n([^`]+)```/.exec(page)?.[1] ?? '');

describe('docs/lexicon.md', () => {
  it('tells every part of a file, and each part of its example does what it says', async () => {
    const text =
      'The eastern shore ringfenced the harbour fund on Monday. The Board closed the lock, and banned the lottery. The matter of the fee is parked in committee, officials said on Monday. The closure is a canary for the port, the Board said.';
    const lexicon = lexiconOf(example);
    const brief = await briefWith(articleOf(text), lexicon);

    expect(Object.keys(example)).toEqual(Object.keys(LexiconOverlay.parse({ schemaVersion: 1 })));
    expect(lexicon.names.unknown).toEqual([]);
    expect(brief.parties.map(({ id }) => id).sort()).toEqual(['meridian-grain-board', 'uruguay']);
    expect(brief.measures.map(({ type }) => type)).toContain('finance');
    expect(brief.unresolvedIssues.map(({ state }) => state)).toContain('stalled');
    expect(brief.risks.map(({ cue }) => cue)).toContain('canary for');
    expect(JSON.stringify(brief.measures)).not.toContain('lottery');
  });
});
