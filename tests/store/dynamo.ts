import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { DynamoDbTable } from '../../functions/core/store/dynamodb-table.ts';
import type { Item } from '../../functions/core/store/table.ts';

/** A real table behind DynamoDB's protocol, in memory, with a proxy before it that can make it misbehave. */

/** What the proxy does to a request: answers it itself, changes it, or changes the answer. */
export interface Fault {
  /** The operation, as `BatchGetItem`. */
  readonly operation: string;
  /** Answers in place of the table. */
  readonly refuse?: { readonly status: number; readonly type: string };
  /** Lets this many items of a batch through, and returns the others undone. */
  readonly batchOf?: number;
}

export interface Dynamo {
  readonly client: DynamoDBDocumentClient;
  /** Faults in force; tests change them. */
  readonly faults: Fault[];
  /** Units that the table says it has consumed, and requests that reached it. */
  readonly consumed: { requests: number; units: number };
  /** A new, empty table. */
  newTable(): Promise<{ table: DynamoDbTable; tableName: string }>;
  /** All items of a table, ordered by their keys. */
  items(tableName: string): Promise<Item[]>;
  close(): Promise<void>;
}

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function bodyOf(message: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  return isRecord(parsed) ? parsed : {};
}

/** Takes all but the first `count` entries out of a batch; returns what was taken, as the table would. */
function cut(batch: Json, count: number): Json {
  const left: Json = {};
  for (const [table, entry] of Object.entries(batch)) {
    const list = isRecord(entry) ? entry['Keys'] : entry;
    const undone = Array.isArray(list) ? list.splice(count) : [];
    if (undone.length > 0) left[table] = isRecord(entry) ? { ...entry, Keys: undone } : undone;
  }
  return left;
}

function unitsIn(answer: Json): number {
  const capacity = answer['ConsumedCapacity'];
  const all = Array.isArray(capacity) ? capacity : [capacity];
  return all.reduce((sum, entry) => sum + (isRecord(entry) ? Number(entry['CapacityUnits']) : 0), 0);
}

export async function startDynamo(): Promise<Dynamo> {
  const server = dynalite({ createTableMs: 0 });
  const port = await listen(server);
  const faults: Fault[] = [];
  const consumed = { requests: 0, units: 0 };

  const forward = async (incoming: IncomingMessage, body: Json): Promise<{ status: number; answer: Json }> => {
    const { 'content-length': _, host: __, ...headers } = incoming.headers;
    const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path: '/', headers });
    outgoing.end(JSON.stringify(body));
    const [message] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: message.statusCode ?? 500, answer: await bodyOf(message) };
  };

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const body = await bodyOf(incoming);
    const fault = faults.find((one) => one.operation === operation);
    const reply = (status: number, answer: Json): void => {
      outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
    };
    if (fault?.refuse !== undefined) {
      reply(fault.refuse.status, {
        __type: `com.amazonaws.dynamodb.v20120810#${fault.refuse.type}`,
        message: 'Refused.',
      });
      return;
    }
    const batch = isRecord(body['RequestItems']) ? body['RequestItems'] : {};
    const undone = fault?.batchOf === undefined ? {} : cut(batch, fault.batchOf);
    const counted = /Item|Query/.test(operation) ? { ...body, ReturnConsumedCapacity: 'TOTAL' } : body;
    const { status, answer } = await forward(incoming, counted);
    consumed.requests += 1;
    consumed.units += unitsIn(answer);
    const field = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
    reply(status, Object.keys(undone).length > 0 ? { ...answer, [field]: undone } : answer);
  };

  const proxy = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const proxyPort = await listen(proxy);
  const plain = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${proxyPort}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  let tables = 0;

  return {
    client,
    faults,
    consumed,
    async newTable() {
      tables += 1;
      const tableName = `briefs-${tables}`;
      await plain.send(
        new CreateTableCommand({
          TableName: tableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
        }),
      );
      const isActive = async (): Promise<boolean> =>
        (await plain.send(new DescribeTableCommand({ TableName: tableName }))).Table?.TableStatus === 'ACTIVE';
      while (!(await isActive())) await nextTurn();
      return { table: new DynamoDbTable({ client, tableName }), tableName };
    },
    async items(tableName) {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
      const items = Items.map((item): Item => ({ ...item, pk: String(item['pk']), sk: String(item['sk']) }));
      const order = (item: Item): string => `${item.pk}\n${item.sk}`;
      return items.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    },
    async close() {
      client.destroy();
      proxy.closeAllConnections();
      proxy.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
