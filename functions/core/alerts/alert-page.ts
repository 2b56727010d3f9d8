import type { LedgerLine, Story } from '../ledger/ledger-line.ts';
import { counted, type DigestPage, entryOf } from '../render/digest-page.ts';
import { instantLabel } from '../render/labels.ts';
import { oneLine } from '../render/one-line.ts';

/** What an alert tells: some lines of one story, on one watch. */
export interface AlertContent {
  readonly messageId: string;
  readonly watch: { readonly id: string; readonly name: string };
  readonly story: Story;
  readonly lines: readonly LedgerLine[];
  /** When the message was made: the same each time that it is sent. */
  readonly madeAt: string;
}

/** An alert as a page, before any format writes it: what changed, with the quotes of both ends. */
export function composeAlert({ watch, story, lines, madeAt }: AlertContent): DigestPage {
  const { briefIds, outlets, independent } = story;
  const sources = `${counted(outlets, 'outlet')}, ${independent} independent`;
  return {
    title: [{ kind: 'text', text: oneLine(story.title) }],
    masthead: [
      { kind: 'text', text: oneLine(watch.name) },
      {
        kind: 'words',
        text: `: ${counted(lines.length, 'change')}. ${counted(briefIds.length, 'article')}, ${sources}.`,
      },
    ],
    sections: [{ title: [{ kind: 'words', text: 'What changed' }], blocks: [{ entries: lines.map(entryOf) }] }],
    footer: [
      { kind: 'words', text: 'Every line rests on the quotes below it. Sent by Precis for the watch ' },
      { kind: 'text', text: watch.id },
      { kind: 'words', text: `, ${instantLabel(madeAt)}.` },
    ],
  };
}
