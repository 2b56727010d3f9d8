import * as z from 'zod';

const Policy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
/** Where messages of a queue go, and after how many receives. */
export type RedrivePolicy = z.output<typeof Policy>;

/** The redrive policy among the attributes of a queue, as SQS tells them; undefined where it has none. */
export function redrivePolicyIn({ RedrivePolicy: text }: Readonly<Record<string, string>>): RedrivePolicy | undefined {
  return text === undefined ? undefined : Policy.parse(JSON.parse(text));
}
