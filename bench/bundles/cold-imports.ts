import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionName } from '../../lib/bundling.ts';
import { median } from '../figures/median.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import { buildFloor } from './floor.ts';

/** What it takes to import one module in a new process. */
export interface ColdImport {
  /** From the call of `import()` until the module has run. */
  readonly milliseconds: number;
  /** Of all threads of the process meanwhile: less touched than the time by what else the machine does. */
  readonly processorMilliseconds: number;
  /** Memory of the process (resident set) afterwards, Node.js included; 1 MB = 1,000,000 bytes. */
  readonly megabytes: number;
}

/** The medians of one function. */
export interface FunctionImports {
  readonly name: FunctionName;
  /** The packages of the SDK whose clients it makes. */
  readonly clients: readonly string[];
  readonly handler: ColdImport;
  /** The same of an empty handler with the same clients. */
  readonly floor: ColdImport;
  /** Milliseconds until a new worker thread says that it is ready, which the first article waits for; null without one. */
  readonly workerMilliseconds: number | null;
}

const MEASURED_IMPORT = `
const [before, spent] = [performance.now(), process.cpuUsage()];
await import(process.argv[1]);
const milliseconds = performance.now() - before;
const { user, system } = process.cpuUsage(spent);
const megabytes = process.memoryUsage().rss / 1e6;
console.log(JSON.stringify({ milliseconds, processorMilliseconds: (user + system) / 1000, megabytes }));
process.exit();
`;

const MEASURED_WORKER = `
import { Worker } from 'node:worker_threads';
const before = performance.now();
new Worker(new URL(process.argv[1]), { execArgv: [] }).once('message', () => {
  console.log(JSON.stringify(performance.now() - before));
  process.exit();
});
`;

/**
 * Imports every function's handler and its floor, each time in a new process, in turn.
 * @param runs of each, from 1.
 * @param node the program that runs them.
 * @throws Error with what a process printed, if a module does not load.
 */
export async function coldImports(
  functions: readonly DeployedFunction[],
  { runs, node }: { runs: number; node: string },
): Promise<FunctionImports[]> {
  const folder = mkdtempSync(join(tmpdir(), 'precis-floors-'));
  try {
    const subjects = [];
    for (const deployed of functions) {
      const floor = join(folder, deployed.name);
      const worker = join(deployed.directory, 'worker.mjs');
      subjects.push({
        deployed,
        clients: await buildFloor(deployed.directory, floor),
        floor: join(floor, 'index.mjs'),
        worker: existsSync(worker) ? worker : null,
        handlers: [] as ColdImport[],
        floors: [] as ColdImport[],
        workers: [] as number[],
      });
    }
    for (let run = 0; run < runs; run += 1) {
      for (const { deployed, floor, worker, handlers, floors, workers } of subjects) {
        const inNode = <Result>(script: string, module: string) =>
          measured<Result>(node, deployed.environment, script, module);
        handlers.push(inNode<ColdImport>(MEASURED_IMPORT, join(deployed.directory, 'index.mjs')));
        floors.push(inNode<ColdImport>(MEASURED_IMPORT, floor));
        if (worker !== null) workers.push(inNode<number>(MEASURED_WORKER, worker));
      }
    }
    return subjects.map(({ deployed, clients, handlers, floors, workers }) => ({
      name: deployed.name,
      clients,
      handler: medians(handlers),
      floor: medians(floors),
      workerMilliseconds: workers.length === 0 ? null : median(workers),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a script prints of a module, in a process with that environment and no other. */
function measured<Result>(node: string, environment: NodeJS.ProcessEnv, script: string, module: string): Result {
  const args = ['--input-type=module', '-e', script, pathToFileURL(module).href];
  const { status, stdout, stderr, error } = spawnSync(node, args, { encoding: 'utf8', env: environment });
  if (status !== 0) throw new Error(`${module} does not load: ${error?.message ?? stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

function medians(imports: readonly ColdImport[]): ColdImport {
  return {
    milliseconds: median(imports.map(({ milliseconds }) => milliseconds)),
    processorMilliseconds: median(imports.map(({ processorMilliseconds }) => processorMilliseconds)),
    megabytes: median(imports.map(({ megabytes }) => megabytes)),
  };
}
