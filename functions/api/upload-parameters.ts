import * as z from 'zod';

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
