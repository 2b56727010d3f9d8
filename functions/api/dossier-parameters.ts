import * as z from 'zod';
import { IssueState } from '../core/brief.ts';
import {
  country,
  DEFAULT_LIMIT,
  isInOrder,
  limitUpTo,
  MAX_LIMIT,
  NOT_IN_ORDER,
  ofBriefs,
  party,
} from './parameters.ts';
import { ProblemError } from './problem.ts';

/** The largest page that is made of whole briefs. */
const MAX_BRIEFS = 100;
const DEFAULT_BRIEFS = 50;

/** Query parameters of `GET /v1/parties`. */
export const PartyListParameters = z.strictObject({
  country: country.describe('Only of briefs in which this state (ISO 3166-1 alpha-2) is a party.').optional(),
  limit: limitUpTo(MAX_LIMIT, DEFAULT_LIMIT, 'Parties'),
});

/** Query parameters of `GET /v1/parties/{id}`. */
export const DossierParameters = z
  .strictObject({ ...ofBriefs, limit: limitUpTo(MAX_BRIEFS, DEFAULT_BRIEFS, 'Briefs that a page is made of') })
  .refine(isInOrder, NOT_IN_ORDER);

/** Query parameters of `GET /v1/issues`. */
export const IssueParameters = z
  .strictObject({
    party: party.describe('A party by its id: of the briefs that name it.').optional(),
    country: country
      .describe('A state by its ISO 3166-1 alpha-2 code: of the briefs in which it is a party.')
      .optional(),
    state: IssueState.describe('In what way the issue is open.').optional(),
    ...ofBriefs,
    limit: limitUpTo(MAX_BRIEFS, DEFAULT_BRIEFS, 'Briefs that a page is made of'),
  })
  .refine(isInOrder, NOT_IN_ORDER);

/**
 * A party's id from the path.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readPartyId(id: string | undefined): string {
  const parsed = party.safeParse(id);
  if (!parsed.success) {
    throw new ProblemError('not-found', 'A party’s id is letters and digits joined by hyphens: united-states.');
  }
  return parsed.data;
}
