import type { Attribution } from '../../../core/brief.ts';

/** Who says so, where the brief's own parties are not at hand. */
export function attributionWords({ voice, label, party }: Attribution): string {
  const name = label ?? party;
  switch (voice) {
    case 'outlet':
      return 'outlet, no source';
    case 'unnamed':
      return label === undefined ? 'source unclear' : `unnamed: ${label}`;
    case 'document':
      return `according to ${name ?? 'a document'}`;
    default:
      return name === undefined ? 'source unclear' : `according to ${name}`;
  }
}
