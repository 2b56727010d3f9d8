import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../lib/bundling.ts';

const HANDLERS = { parse: 'parse.ts', brief: 'brief.ts' } as const;

interface LambdaFunction {
  readonly Type: string;
  readonly Properties?: {
    readonly Code?: { readonly S3Key?: string };
    readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  };
}

/** The folder of the code of a function of the assembly, by the end of the name that its log lines have. */
function codeFolder(assembly: string, name: string): string {
  for (const file of readdirSync(assembly).filter((one) => one.endsWith('.template.json'))) {
    const { Resources = {} }: { Resources?: Record<string, LambdaFunction> } = JSON.parse(
      readFileSync(join(assembly, file), 'utf8'),
    );
    for (const { Properties } of Object.values(Resources)) {
      const service = Properties?.Environment?.Variables?.['POWERTOOLS_SERVICE_NAME'];
      const hash = Properties?.Code?.S3Key?.replace(/\.zip$/, '');
      if (hash !== undefined && String(service).endsWith(`-${name}`)) return join(assembly, `asset.${hash}`);
    }
  }
  throw new Error(`The assembly has no function ${name}.`);
}

/**
 * Copies a cloud assembly, and puts into the place of `parse` and `brief` handlers that do nothing but what the wiring
 * needs: they read the object, and put a staged object or an item. They are bundled as the others are, with the same
 * clients of the SDK.
 * @param copy the folder to make.
 */
export function copyWithNoOps(assembly: string, copy: string): void {
  cpSync(assembly, copy, { recursive: true });
  for (const [name, source] of Object.entries(HANDLERS)) {
    const folder = codeFolder(copy, name);
    rmSync(folder, { recursive: true });
    buildSync({
      ...BUNDLE_OPTIONS,
      entryPoints: [join(import.meta.dirname, 'no-op', source)],
      outfile: join(folder, 'index.mjs'),
    });
  }
}
