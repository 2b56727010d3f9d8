import * as z from 'zod';
import { IssueState, MeasureStatus, MeasureType, PartyId, Voice } from '../core/brief.ts';
import { isBriefVersion, parseBriefAddress } from '../core/brief-address.ts';
import { InvalidRequestError } from '../core/errors.ts';
import { isId } from '../core/identity.ts';
import { lazily } from '../core/lazily.ts';
import { parseSearch } from '../core/search/search-query.ts';
import { ProblemError } from './problem.ts';

/** The largest page; a card costs the read of its whole item. */
export const MAX_LIMIT = 50;
const DEFAULT_LIMIT = 20;
/** The largest page that is made of whole briefs. */
const MAX_BRIEFS = 100;
const DEFAULT_BRIEFS = 50;
/** The largest page of versions, each of which is read whole to tell what changed. */
const MAX_VERSIONS = 10;
const DEFAULT_VERSIONS = 10;

export const date = lazily(() => z.iso.date('It must be a date as 2026-03-04.'));

function limitUpTo(most: number, byDefault: number, what: string) {
  const message = `It must be a whole number from 1 to ${most}.`;
  return z
    .string()
    .regex(/^[0-9]{1,3}$/, message)
    .transform(Number)
    .pipe(z.int().min(1, message).max(most, message))
    .default(byDefault)
    .describe(`${what}, 1 to ${most}.`);
}

const search = lazily(() =>
  z
    .string()
    .min(1, { abort: true })
    .superRefine((text, context) => {
      try {
        parseSearch(text);
      } catch (error) {
        if (!(error instanceof InvalidRequestError)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
      }
    }),
);

export const country = lazily(() => z.string().regex(/^[A-Za-z]{2}$/, 'It must be an ISO 3166-1 alpha-2 code.'));
// Ids are in lower case; who types a name with its capital means it, too.
export const party = lazily(() => PartyId.transform((id) => id.toLowerCase()));

/** What narrows every list that is made of briefs. */
const ofBriefs = lazily(() => ({
  source: z.string().min(1).max(200).describe('The outlet, as it names itself.').optional(),
  from: date()
    .describe('First day (UTC), inclusive: of publication, else of the dateline, else of receipt.')
    .optional(),
  to: date().describe('Last day (UTC), inclusive.').optional(),
  cursor: z.string().min(1).max(2000).describe('`next` of the page before, with the same filters.').optional(),
}));

export const isInOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to;
export const NOT_IN_ORDER = { path: ['to'], message: 'It must not be before `from`.' };

/** Query parameters of `GET /v1/briefs`. */
export const ListParameters = lazily(() =>
  z
    .strictObject({
      q: search()
        .describe(
          'Words, beginnings (`withdr*`) and "phrases" that the brief and its quotes hold, all of them; at most 200 characters and ten of them.',
        )
        .optional(),
      party: party().describe('A party by its id, as briefs hold it: `united-states`.').optional(),
      country: country().describe('A state by its ISO 3166-1 alpha-2 code.').optional(),
      measure: MeasureType.describe('A type of measure.').optional(),
      measureStatus: MeasureStatus.describe('A status; with `measure`, of one and the same measure.').optional(),
      voice: Voice.describe('A kind of source that some item rests on.').optional(),
      duplicates: z
        .enum(['true', 'false'], 'It must be true or false.')
        .transform((text) => text === 'true')
        .describe('`true`: also briefs whose text is that of another in the list, which came first.')
        .optional(),
      ...ofBriefs(),
      limit: limitUpTo(MAX_LIMIT, DEFAULT_LIMIT, 'Briefs on a page'),
    })
    .refine(isInOrder, NOT_IN_ORDER),
);
export type ListParameters = z.infer<ReturnType<typeof ListParameters>>;

/** Query parameters of `GET /v1/feed`: those of the list, but by arrival. */
export const FeedParameters = lazily(() =>
  z
    .strictObject({
      ...ListParameters().shape,
      from: date().describe('First day (UTC) of receipt, inclusive.').optional(),
      to: date().describe('Last day (UTC) of receipt, inclusive.').optional(),
    })
    .refine(isInOrder, NOT_IN_ORDER),
);

/** Query parameters of `GET /v1/parties`. */
export const PartyListParameters = lazily(() =>
  z.strictObject({
    country: country().describe('Only of briefs in which this state (ISO 3166-1 alpha-2) is a party.').optional(),
    limit: limitUpTo(MAX_LIMIT, DEFAULT_LIMIT, 'Parties'),
  }),
);

/** Query parameters of `GET /v1/parties/{id}`. */
export const DossierParameters = lazily(() =>
  z
    .strictObject({ ...ofBriefs(), limit: limitUpTo(MAX_BRIEFS, DEFAULT_BRIEFS, 'Briefs that a page is made of') })
    .refine(isInOrder, NOT_IN_ORDER),
);

/** Query parameters of `GET /v1/issues`. */
export const IssueParameters = lazily(() =>
  z
    .strictObject({
      party: party().describe('A party by its id: of the briefs that name it.').optional(),
      country: country()
        .describe('A state by its ISO 3166-1 alpha-2 code: of the briefs in which it is a party.')
        .optional(),
      state: IssueState.describe('In what way the issue is open.').optional(),
      ...ofBriefs(),
      limit: limitUpTo(MAX_BRIEFS, DEFAULT_BRIEFS, 'Briefs that a page is made of'),
    })
    .refine(isInOrder, NOT_IN_ORDER),
);

/** Query parameters of `GET /v1/uploads`. */
export const UploadParameters = lazily(() =>
  z.strictObject({
    key: z
      .string()
      .min(1)
      .max(1024)
      .refine((key) => Buffer.byteLength(key) <= 1024, 'It must have at most 1,024 bytes of UTF-8.')
      .describe('The key of the file in the inbox bucket.'),
    versionId: z.string().min(1).max(1024).describe('One version of the file; the newest by default.').optional(),
  }),
);

/** Query parameters of `GET /v1/briefs/{id}`. */
export const BriefParameters = lazily(() =>
  z.strictObject({
    corrections: z
      .literal('none', 'It must be none.')
      .describe('`none`: the brief as the analyzer wrote it, without what the desk noted.')
      .optional(),
  }),
);

const version = lazily(() =>
  z.string().refine(isBriefVersion, 'It must be the version of a brief, as the list of its versions has it.'),
);

/** Query parameters of `POST /v1/briefs/{id}/notes`. */
export const NoteParameters = lazily(() =>
  z.strictObject({
    version: version().describe('The version of the brief that was noted; the current one by default.').optional(),
  }),
);

/** Query parameters of `GET /v1/briefs/{id}/versions`. */
export const VersionParameters = lazily(() =>
  z.strictObject({
    cursor: version().describe('`next` of the page before.').optional(),
    limit: limitUpTo(MAX_VERSIONS, DEFAULT_VERSIONS, 'Versions on a page'),
  }),
);

/** What `POST /v1/uploads` reads. */
export const UploadRequest = lazily(() =>
  z.strictObject({
    filename: z
      .string()
      .min(1)
      .max(255)
      .describe('The name of the file, without folders: its last letters help to tell the format.'),
  }),
);
export type UploadRequest = z.infer<ReturnType<typeof UploadRequest>>;

/**
 * An id from the path.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readId(id: string | undefined): string {
  if (id === undefined || !isId(id))
    throw new ProblemError('not-found', 'An id is 32 hexadecimal digits, in lower case.');
  return id;
}

/**
 * The address of a brief from the path: its id, or its id and a version behind `@`.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readBriefAddress(address = ''): { id: string; version?: string } {
  const parsed = parseBriefAddress(address);
  if (parsed !== undefined) return parsed;
  throw new ProblemError(
    'not-found',
    'An id is 32 hexadecimal digits, in lower case; a version of the brief may stand behind it: id@version.',
  );
}

/**
 * A party's id from the path.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readPartyId(id: string | undefined): string {
  const parsed = party().safeParse(id);
  if (!parsed.success) {
    throw new ProblemError('not-found', 'A party’s id is letters and digits joined by hyphens: united-states.');
  }
  return parsed.data;
}
