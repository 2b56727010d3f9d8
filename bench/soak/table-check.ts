import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { FACETS } from '../../functions/core/store/keys.ts';
import { parseStoredBrief, type StoredBrief, ungroupPostings } from '../../functions/core/store/stored-brief.ts';
import type { Check } from './check.ts';
import type { Site } from './runtime-process.ts';

/**
 * Checks the table itself, at rest: every posting is one that its brief has stored, and every posting that a brief has
 * stored is there; no brief has old postings left to delete.
 */
export async function checkTable({ endpoint }: Site): Promise<Check> {
  const { region, dynamodbUrl, credentials, outputs } = endpoint;
  const dynamodb = new DynamoDBClient({ region, endpoint: dynamodbUrl, credentials: { ...credentials } });
  const client = DynamoDBDocumentClient.from(dynamodb);
  const briefs: StoredBrief[] = [];
  const postings = new Set<string>();
  const facets = new Set<string>(FACETS);
  try {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: outputs['TableName'] })) {
      for (const item of Items) {
        const { pk, sk } = { pk: String(item['pk']), sk: String(item['sk']) };
        if (sk === 'BRIEF') briefs.push(parseStoredBrief({ ...item, pk, sk }));
        // The posting of a rejected file is of no brief, and expires by itself.
        else if (facets.has(pk.split('#', 1)[0] ?? '') && item['isFile'] !== true) postings.add(`${pk} ${sk}`);
      }
    }
  } finally {
    dynamodb.destroy();
  }
  const misses: string[] = [];
  let stored = 0;
  for (const brief of briefs) {
    // A removal that was killed after its last deletion leaves the names alone, which nobody sees.
    const isLeft = ungroupPostings(brief.replaces).some(({ pk, sk }) => postings.has(`${pk} ${sk}`));
    if (isLeft) misses.push(`the brief ${brief.briefId} has old postings left to delete`);
  }
  for (const brief of briefs) {
    for (const { pk, sk } of ungroupPostings(brief.postings)) {
      stored += 1;
      if (!postings.delete(`${pk} ${sk}`)) misses.push(`the posting ${pk} ${sk} of ${brief.briefId} is missing`);
    }
  }
  for (const posting of postings) misses.push(`the posting ${posting} is left over`);
  return { name: 'left over or missing in the table', figure: `${misses.length} of ${stored} postings`, misses };
}
