/**
 * `npm run sbom`: writes two software bills of materials (CycloneDX): of all that Precis runs with, on AWS and on one's own
 * machine, and of what is in the functions.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from '../lib/bundled-packages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What is used of a bill (CycloneDX 1.5). */
export interface Bill {
  bomFormat: string;
  specVersion: string;
  metadata: { component: { name: string; 'bom-ref': string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  purl: string;
  licenses?: ({ license: { id?: string; name?: string } } | { expression: string })[];
  properties?: { name: string; value: string }[];
}

/** The property that says which functions hold a package. */
export const FUNCTIONS_PROPERTY = 'precis:functions';

/** How npm marks what is for development alone. */
const DEVELOPMENT = 'cdx:npm:package:development';

/**
 * What the lock file names, but for what is for development alone. (npm leaves out too much itself, with `--omit=dev`:
 * what is also for development.)
 * @throws Error where npm cannot tell.
 */
export function wholeBill(): Bill {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const text = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  const bill = JSON.parse(text) as Bill;
  const used = bill.components.filter(({ properties = [] }) => !properties.some(({ name }) => name === DEVELOPMENT));
  // npm names the application by the folder that it stands in.
  const { component } = bill.metadata;
  return { ...narrowed(bill, used), metadata: { ...bill.metadata, component: { ...component, name: 'precis' } } };
}

/** A bill of some of its components, which depend on each other alone. */
function narrowed(bill: Bill, components: Component[]): Bill {
  const refs = new Set([bill.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((on) => refs.has(on)) }));
  return { ...bill, components, dependencies };
}

/**
 * The part of a bill that is in the functions, each package with the functions that hold it.
 * @throws Error where the bill does not name a package that they hold.
 */
export function billOfFunctions(whole: Bill, bundled = bundledPackages()): Bill {
  const named = new Set(whole.components.map(({ name, version }) => `${name}@${version}`));
  const missing = [...bundled.keys()].filter((name) => !named.has(name));
  if (missing.length > 0)
    throw new Error(`The lock file does not name what is installed: ${missing.join(', ')}. Run npm ci.`);
  const components = whole.components.flatMap((component) => {
    const functions = bundled.get(`${component.name}@${component.version}`);
    if (!functions) return [];
    const property = { name: FUNCTIONS_PROPERTY, value: functions.join(' ') };
    return [{ ...component, properties: [...(component.properties ?? []), property] }];
  });
  return narrowed(whole, components);
}

function write(): void {
  const directory = join(ROOT, 'dist', 'sbom');
  mkdirSync(directory, { recursive: true });
  const whole = wholeBill();
  for (const [name, bill] of Object.entries({ precis: whole, functions: billOfFunctions(whole) })) {
    const file = join(directory, `${name}.cdx.json`);
    writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
    process.stdout.write(`${file}: ${bill.components.length} packages\n`);
  }
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) write();
