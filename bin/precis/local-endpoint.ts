import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageError } from './errors.ts';

/** What the local runtime writes about itself while it runs. */
const LocalEndpoint = z.object({
  apiUrl: z.string(),
  s3Url: z.string(),
  sqsUrl: z.string().optional(),
  dynamodbUrl: z.string().optional(),
  cloudformationUrl: z.string().optional(),
  logsUrl: z.string().optional(),
  inboxBucket: z.string(),
  region: z.string(),
  /** Whether its API asks for signatures, as a deployed one does. */
  signed: z.boolean().default(false),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  /** Where it plays Systems Manager and the pool of users. */
  ssmUrl: z.string().optional(),
  identityUrl: z.string().optional(),
  /** The names of its stacks. */
  stacks: z.array(z.string()).default([]),
  /** Of the stacks, by name. */
  outputs: z.record(z.string(), z.string()).default({}),
});
export type LocalEndpoint = z.infer<typeof LocalEndpoint>;

/**
 * Finds the local runtime by the file that it writes while it runs.
 * @param state where it keeps its state.
 * @param remedy what to do where it does not run.
 * @throws UsageError where it does not run.
 */
export async function readLocalEndpoint(state: string, remedy: string): Promise<LocalEndpoint> {
  let text: string;
  try {
    text = await readFile(join(state, 'endpoint.json'), 'utf8');
  } catch (cause) {
    throw new UsageError('Precis is not running on this machine.', { cause, remedy });
  }
  const parsed = LocalEndpoint.safeParse(readJson(text));
  if (!parsed.success) throw new UsageError(`${state}/endpoint.json is not what \`npm start\` writes.`);
  return parsed.data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
