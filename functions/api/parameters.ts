import * as z from 'zod';
import { MeasureStatus, MeasureType, PartyId, Voice } from '../core/brief.ts';
import { isId } from '../core/identity.ts';
import { ProblemError } from './problem.ts';

/** The largest page; a card costs the read of its whole item. */
export const MAX_LIMIT = 50;
const DEFAULT_LIMIT = 20;

const date = z.iso.date('It must be a date as 2026-03-04.');

/** Query parameters of `GET /v1/briefs`. */
export const ListParameters = z
  .strictObject({
    // Ids are in lower case; who types a name with its capital means it, too.
    party: PartyId.transform((id) => id.toLowerCase())
      .describe('A party by its id, as briefs hold it: `united-states`.')
      .optional(),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'It must be an ISO 3166-1 alpha-2 code.')
      .describe('A state by its ISO 3166-1 alpha-2 code.')
      .optional(),
    measure: MeasureType.describe('A type of measure.').optional(),
    measureStatus: MeasureStatus.describe('A status; with `measure`, of one and the same measure.').optional(),
    voice: Voice.describe('A kind of source that some item rests on.').optional(),
    source: z.string().min(1).max(200).describe('The outlet, as it names itself.').optional(),
    from: date
      .describe('First day (UTC), inclusive: of publication, else of the dateline, else of receipt.')
      .optional(),
    to: date.describe('Last day (UTC), inclusive.').optional(),
    limit: z
      .string()
      .regex(/^[0-9]{1,3}$/, `It must be a whole number from 1 to ${MAX_LIMIT}.`)
      .transform(Number)
      .refine((value) => value >= 1 && value <= MAX_LIMIT, `It must be a whole number from 1 to ${MAX_LIMIT}.`)
      .default(DEFAULT_LIMIT)
      .describe(`Briefs on a page, 1 to ${MAX_LIMIT}.`),
    cursor: z.string().min(1).max(2000).describe('`next` of the page before, with the same filters.').optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'It must not be before `from`.',
  });
export type ListParameters = z.infer<typeof ListParameters>;

/** Query parameters of `GET /v1/uploads`. */
export const UploadParameters = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(1024)
    .refine((key) => Buffer.byteLength(key) <= 1024, 'It must have at most 1,024 bytes of UTF-8.')
    .describe('The key of the file in the inbox bucket.'),
  versionId: z.string().min(1).max(1024).describe('One version of the file; the newest by default.').optional(),
});

/** What `POST /v1/uploads` reads. */
export const UploadRequest = z.strictObject({
  filename: z
    .string()
    .min(1)
    .max(255)
    .describe('The name of the file, without folders: its last letters help to tell the format.'),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/**
 * An id from the path.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readId(id: string | undefined): string {
  if (id === undefined || !isId(id))
    throw new ProblemError('not-found', 'An id is 32 hexadecimal digits, in lower case.');
  return id;
}
