import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../functions/core/store/table.ts';
import type { Dynamo } from '../store/dynamo.ts';
import type { Schedule } from './actions.ts';
import { BrokenInvariant } from './broken-invariant.ts';
import { checkSchedule } from './check-schedule.ts';

const comparable = (items: readonly Item[]): Item[] =>
  items.map((item) => ({ ...item, ...(item['gone'] instanceof Set ? { gone: [...item['gone']].sort() } : {}) }));

const keyOf = ({ pk, sk }: Item): string => `${pk} ${sk}`;

/**
 * Runs a schedule over the table in memory and over DynamoDB's protocol, and compares all items at rest.
 * @throws BrokenInvariant if they differ.
 */
export async function checkSameOutcome(schedule: Schedule, dynamo: Dynamo): Promise<void> {
  const { table, tableName } = await dynamo.newTable();
  const onDynamo = await checkSchedule(schedule, {
    base: { table, items: () => dynamo.items(tableName) },
    reading: false,
  });
  const inMemory = await checkSchedule(schedule, { reading: false });
  const [there, here] = [comparable(await onDynamo.items()), comparable(await inMemory.items())];
  const odd = here.find((item, index) => !isDeepStrictEqual(item, there[index]));
  if (odd !== undefined || there.length !== here.length) {
    throw new BrokenInvariant('DynamoDB ends as memory does', odd === undefined ? `${there.length}` : keyOf(odd));
  }
}
