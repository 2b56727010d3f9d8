import type { EntityKind } from '../model.ts';

/** Common nouns that, after "the", stand for the last named body of a kind. Lower case. */
export const NOMINALS: ReadonlyArray<readonly [readonly EntityKind[], string]> = [
  [
    ['company'],
    'company firm bank carrier airline automaker carmaker retailer manufacturer lender insurer miner drugmaker startup start-up conglomerate chain operator brokerage',
  ],
  [['armed-group', 'organisation'], 'group movement militia organisation organization'],
  [['armed-group'], 'rebels militants insurgents guerrillas'],
  [
    ['organisation', 'intergovernmental', 'government-body'],
    'agency body charity watchdog institution union foundation',
  ],
  [['political-party'], 'party'],
  [['state'], 'country kingdom republic nation'],
  [['intergovernmental'], 'bloc alliance organisation organization'],
];

/** The kinds of body that a common noun may stand for. */
export const KINDS_OF_NOMINAL: ReadonlyMap<string, readonly EntityKind[]> = new Map(
  NOMINALS.flatMap(([kinds, nouns]) => nouns.split(' ').map((noun): [string, readonly EntityKind[]] => [noun, kinds])),
);

/** Titles that, after "the", stand for the last person named with them. Lower case. */
export const PERSON_NOMINALS: ReadonlySet<string> = new Set(
  'president minister chancellor premier governor mayor senator ambassador spokesman spokeswoman chairman judge general king director leader'.split(
    ' ',
  ),
);
