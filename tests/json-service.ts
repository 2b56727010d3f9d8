import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of an AWS service: its output, or the name of an exception. */
export type JsonAnswer = { output: object } | { exception: string };

/**
 * A service on a free port of 127.0.0.1 that speaks AWS's JSON protocol 1.1, so that a real SDK client can talk to it.
 * @param answer gets the operation (`GetParameter`) and its input.
 */
export async function startJsonService(answer: (operation: string, input: Record<string, unknown>) => JsonAnswer) {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const result = answer(operation, JSON.parse(text));
    const [status, body] =
      'output' in result ? [200, result.output] : [400, { __type: result.exception, message: result.exception }];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    /** What a client of the SDK is made with. */
    config: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'DESK', secretAccessKey: 'secret' },
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
