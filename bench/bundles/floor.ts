import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { IN_PIECES } from '../../lib/bundling.ts';
import { bundleSizes } from './module-sizes.ts';

/** How each client of the SDK is made, by its package. */
const CLIENTS: Readonly<Record<string, string>> = {
  'client-cloudformation': 'CloudFormationClient',
  'client-cloudwatch-logs': 'CloudWatchLogsClient',
  'client-dynamodb': 'DynamoDBClient',
  'client-eventbridge': 'EventBridgeClient',
  'client-s3': 'S3Client',
  'client-sesv2': 'SESv2Client',
  'client-sqs': 'SQSClient',
  'client-ssm': 'SSMClient',
};
const DOCUMENT_CLIENT = 'lib-dynamodb';

/** A source of a package, in a source map. */
const SDK_SOURCE = /node_modules\/@aws-sdk\/(client-[a-z0-9-]+|lib-dynamodb)\//;

/**
 * Builds the floor of a function: a handler that does nothing beside the same clients of the SDK, made as the function makes
 * them, and bundled by the same options.
 * @param bundle the function's, whose source maps tell its clients.
 * @param directory where the floor's `index.mjs` is put.
 * @returns the packages of the clients.
 * @throws Error for a client that is not known here.
 */
export async function buildFloor(bundle: string, directory: string): Promise<string[]> {
  const clients = await clientsOf(bundle);
  await build({
    ...IN_PIECES,
    stdin: { contents: sourceOf(clients), resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    entryNames: 'index',
    outdir: directory,
    write: true,
  });
  return clients;
}

async function clientsOf(bundle: string): Promise<string[]> {
  const { modules } = await bundleSizes(bundle);
  const files = modules.filter(({ module }) => module === 'index').flatMap(({ atImport }) => atImport);
  const sources = files.flatMap(
    ({ path }): string[] => JSON.parse(readFileSync(join(bundle, `${path}.map`), 'utf8')).sources,
  );
  return [...new Set(sources.flatMap((source) => SDK_SOURCE.exec(source)?.[1] ?? []))].sort();
}

function sourceOf(clients: readonly string[]): string {
  const lines = clients
    .filter((name) => name !== DOCUMENT_CLIENT)
    .map((name) => {
      const client = CLIENTS[name];
      if (client === undefined) throw new Error(`bench/bundles/floor.ts does not know how @aws-sdk/${name} is made.`);
      return `import { ${client} } from '@aws-sdk/${name}'; export const ${client.toLowerCase()} = new ${client}({});`;
    });
  if (clients.includes(DOCUMENT_CLIENT)) {
    lines.push(
      `import { DynamoDBDocumentClient } from '@aws-sdk/${DOCUMENT_CLIENT}';`,
      'export const documents = DynamoDBDocumentClient.from(dynamodbclient);',
    );
  }
  return [...lines, 'export const handler = async () => {};'].join('\n');
}
