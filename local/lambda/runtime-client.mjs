// The runtime interface client: runs inside each sandbox, fetches events from the Runtime API and calls the handler
// (AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"). Plain JavaScript, since a sandbox
// has nothing but Node.
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const { AWS_LAMBDA_RUNTIME_API, _HANDLER, LAMBDA_TASK_ROOT } = process.env;
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true });

/** Ends this process, even in a busy loop, as soon as the runtime that owns the other end of the pipe is gone. */
function dieWithOwner() {
  const watch = `
    const { Socket } = require('node:net');
    new Socket({ fd: 3 }).resume().on('close', () => process.kill(process.pid, 'SIGKILL')).on('error', () => {});
  `;
  new Worker(watch, { eval: true, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref();
}

/** One call of the Runtime API. Without it there is nothing left to do, so a broken connection ends the process. */
function call(method, path, body, headers = {}) {
  return new Promise((resolve) => {
    const sent =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request(
      { host, port, method, path: `/2018-06-01/runtime${path}`, agent, headers: { ...sent, ...headers } },
      (response) => {
        const chunks = [];
        response
          .on('data', (chunk) => chunks.push(chunk))
          .on('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8'), headers: response.headers }))
          .on('error', () => process.exit(1));
      },
    )
      .on('error', () => process.exit(1))
      .end(body);
  });
}

function describe(error) {
  if (!(error instanceof Error)) {
    return JSON.stringify({ errorType: typeof error, errorMessage: String(error), trace: [] });
  }
  return JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    trace: String(error.stack ?? '').split('\n'),
  });
}

function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

async function loadHandler() {
  const dot = _HANDLER.lastIndexOf('.');
  const [module, exported] = [_HANDLER.slice(0, dot), _HANDLER.slice(dot + 1)];
  const base = join(LAMBDA_TASK_ROOT, module);
  const file = ['.js', '.mjs', '.cjs'].map((extension) => base + extension).find((candidate) => existsSync(candidate));
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  const loaded = file.endsWith('.cjs') ? createRequire(file)(file) : await import(pathToFileURL(file).href);
  const handler = loaded[exported] ?? loaded.default?.[exported];
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${_HANDLER} is undefined or not exported`);
  }
  return handler;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

dieWithOwner();

let current;
let failing = false;
async function dieOf(error, errorType) {
  if (failing) return;
  failing = true;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const report = { ...JSON.parse(describe(error)), errorType: errorType ?? error?.name ?? 'Error' };
  await call('POST', current ? `/invocation/${current}/error` : '/init/error', JSON.stringify(report));
  process.exit(1);
}
process.on('uncaughtException', (error) => dieOf(error));
process.on('unhandledRejection', (error) => dieOf(error, 'Runtime.UnhandledPromiseRejection'));

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  await dieOf(error);
}

for (;;) {
  const { text, headers } = await call('GET', '/invocation/next');
  current = headers['lambda-runtime-aws-request-id'];
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  let path = `/invocation/${current}/response`;
  let answer;
  let type = {};
  try {
    answer = JSON.stringify((await handler(JSON.parse(text), contextOf(headers))) ?? null) ?? 'null';
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    path = `/invocation/${current}/error`;
    answer = describe(error);
    type = { 'lambda-runtime-function-error-type': 'Unhandled' };
  }
  await call('POST', path, answer, type);
  current = undefined;
}
