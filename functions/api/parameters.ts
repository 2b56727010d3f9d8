import * as z from 'zod';
import { MeasureStatus, MeasureType, PartyId, Voice } from '../core/brief.ts';
import { InvalidRequestError } from '../core/errors.ts';
import { isId } from '../core/identity.ts';
import { parseSearch } from '../core/search/search-query.ts';
import { ProblemError } from './problem.ts';

/** The largest page; a card costs the read of its whole item. */
export const MAX_LIMIT = 50;
export const DEFAULT_LIMIT = 20;

/** A day, as text. */
export const date = z.iso.date('It must be a date as 2026-03-04.');

/** How many of something a page may hold. */
export function limitUpTo(most: number, byDefault: number, what: string) {
  const message = `It must be a whole number from 1 to ${most}.`;
  return z
    .string()
    .regex(/^[0-9]{1,3}$/, message)
    .transform(Number)
    .pipe(z.int().min(1, message).max(most, message))
    .default(byDefault)
    .describe(`${what}, 1 to ${most}.`);
}

const search = z
  .string()
  .min(1, { abort: true })
  .superRefine((text, context) => {
    try {
      parseSearch(text);
    } catch (error) {
      if (!(error instanceof InvalidRequestError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  });

export const country = z.string().regex(/^[A-Za-z]{2}$/, 'It must be an ISO 3166-1 alpha-2 code.');
// Ids are in lower case; who types a name with its capital means it, too.
export const party = PartyId.transform((id) => id.toLowerCase());

/** What narrows every list that is made of briefs. */
export const ofBriefs = {
  source: z.string().min(1).max(200).describe('The outlet, as it names itself.').optional(),
  from: date.describe('First day (UTC), inclusive: of publication, else of the dateline, else of receipt.').optional(),
  to: date.describe('Last day (UTC), inclusive.').optional(),
  cursor: z.string().min(1).max(2000).describe('`next` of the page before, with the same filters.').optional(),
};

/** Whether `from` is not after `to`; else `NOT_IN_ORDER` says so. */
export const isInOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to;
export const NOT_IN_ORDER = { path: ['to'], message: 'It must not be before `from`.' };

/** Query parameters of `GET /v1/briefs`. */
export const ListParameters = z
  .strictObject({
    q: search
      .describe(
        'Words, beginnings (`withdr*`) and "phrases" that the brief and its quotes hold, all of them; at most 200 characters and ten of them.',
      )
      .optional(),
    party: party.describe('A party by its id, as briefs hold it: `united-states`.').optional(),
    country: country.describe('A state by its ISO 3166-1 alpha-2 code.').optional(),
    measure: MeasureType.describe('A type of measure.').optional(),
    measureStatus: MeasureStatus.describe('A status; with `measure`, of one and the same measure.').optional(),
    voice: Voice.describe('A kind of source that some item rests on.').optional(),
    duplicates: z
      .enum(['true', 'false'], 'It must be true or false.')
      .transform((text) => text === 'true')
      .describe('`true`: also briefs whose text is that of another in the list, which came first.')
      .optional(),
    ...ofBriefs,
    limit: limitUpTo(MAX_LIMIT, DEFAULT_LIMIT, 'Briefs on a page'),
  })
  .refine(isInOrder, NOT_IN_ORDER);
export type ListParameters = z.infer<typeof ListParameters>;

/**
 * An id from the path.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readId(id: string | undefined): string {
  if (id === undefined || !isId(id))
    throw new ProblemError('not-found', 'An id is 32 hexadecimal digits, in lower case.');
  return id;
}
