import type { OnUsage, Usage } from '../../local/usage.ts';

/** What the functions of one name took. */
export interface FunctionTime {
  invocations: number;
  memoryMegabytes: number;
  /** By the clock of a machine that did other things as well. */
  durationMs: number;
  cpuMs: number;
  initializations: number;
  initCpuMs: number;
}

/** What was done, as AWS counts it for its bill. */
export interface Counts {
  /** By service, operation and who asked: `s3 PutObject`. Receives that brought nothing are `sqs ReceiveMessage (empty)`. */
  requests: Record<string, number>;
  /** Of these, those that the functions sent, by function. */
  byFunction: Record<string, Record<string, number>>;
  messages: { sent: number; deleted: number };
  readUnits: number;
  writeUnits: number;
  functions: Record<string, FunctionTime>;
  /** Bytes that the functions logged, with those that each entry is billed beside its text. */
  logBytes: number;
  logEntries: number;
}

/** Amazon CloudWatch Logs adds 26 bytes to each entry (API Reference, PutLogEvents). */
const BYTES_PER_LOG_ENTRY = 26;
/** Lambda's own lines, which it does not send where the level of its log is WARN (Developer Guide, "Log-level filtering"). */
const PLATFORM_LINE = /^(?:START|END|REPORT) RequestId: /;
/** The text that names a function in its name and its role's: the same part of the template. */
const FUNCTION_NAMES = ['Parse', 'Brief', 'Api', 'Authorizer'] as const;

function noCounts(): Counts {
  return {
    requests: {},
    byFunction: {},
    messages: { sent: 0, deleted: 0 },
    readUnits: 0,
    writeUnits: 0,
    functions: {},
    logBytes: 0,
    logEntries: 0,
  };
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** The function that a name or ARN of the template belongs to. */
export function functionOf(name: string): string | undefined {
  const own = name.slice(name.lastIndexOf('/') + 1);
  return FUNCTION_NAMES.find((part) => own.includes(part))?.toLowerCase();
}

/** Counts what a runtime does. */
export class Meter {
  #counts = noCounts();
  readonly #metrics = new Set<string>();

  readonly onUsage: OnUsage = (usage) => this.#count(usage);

  readonly onFunctionLog = (_functionName: string, line: string): void => {
    if (PLATFORM_LINE.test(line)) return;
    this.#counts.logBytes += Buffer.byteLength(line) + BYTES_PER_LOG_ENTRY;
    this.#counts.logEntries += 1;
    this.#noteMetrics(line);
  };

  /** What was counted since the last call. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = noCounts();
    return counts;
  }

  get messages(): Readonly<Counts['messages']> {
    return this.#counts.messages;
  }

  /** Objects that were put, into buckets of which each tells a queue. */
  get puts(): number {
    return this.#counts.requests['s3 PutObject'] ?? 0;
  }

  /** How many custom metrics there are by now: names with their dimensions. */
  get metrics(): number {
    return this.#metrics.size;
  }

  #count(usage: Usage): void {
    if (usage.service === 'lambda') {
      this.#countInvocation(usage);
      return;
    }
    const isEmpty = usage.service === 'sqs' && usage.operation === 'ReceiveMessage' && usage.messages === 0;
    const name = `${usage.service} ${usage.operation}${isEmpty ? ' (empty)' : ''}`;
    add(this.#counts.requests, name);
    const sender = functionOf(usage.caller);
    if (sender !== undefined) {
      this.#counts.byFunction[sender] ??= {};
      add(this.#counts.byFunction[sender], name);
    }
    if (usage.service === 'dynamodb') {
      this.#counts.readUnits += usage.readUnits;
      this.#counts.writeUnits += usage.writeUnits;
    }
    if (usage.service === 'sqs' && usage.operation === 'SendMessage') this.#counts.messages.sent += 1;
    if (usage.service === 'sqs' && usage.operation.startsWith('DeleteMessage'))
      this.#counts.messages.deleted += usage.messages;
  }

  #countInvocation({ functionName, memoryMegabytes, durationMs, cpuMs, init }: Usage & { service: 'lambda' }): void {
    const name = functionOf(functionName) ?? functionName;
    const functions = this.#counts.functions;
    functions[name] ??= {
      invocations: 0,
      memoryMegabytes,
      durationMs: 0,
      cpuMs: 0,
      initializations: 0,
      initCpuMs: 0,
    };
    const time = functions[name];
    time.invocations += 1;
    time.durationMs += durationMs;
    time.cpuMs += cpuMs ?? durationMs;
    if (init === undefined) return;
    time.initializations += 1;
    time.initCpuMs += init.cpuMs ?? init.durationMs;
  }

  /** Reads a line in the embedded metric format (CloudWatch User Guide, "Embedded metric format specification"). */
  #noteMetrics(line: string): void {
    if (!line.includes('"CloudWatchMetrics"')) return;
    const entry = JSON.parse(line);
    for (const { Dimensions, Metrics } of entry._aws.CloudWatchMetrics) {
      for (const dimensions of Dimensions) {
        const values = dimensions.map((dimension: string) => `${dimension}=${entry[dimension]}`).join(' ');
        for (const { Name } of Metrics) this.#metrics.add(`${Name} ${values}`);
      }
    }
  }
}
