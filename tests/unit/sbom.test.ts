import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bill, billOfFunctions, FUNCTIONS_PROPERTY, wholeBill } from '../../bin/write-sbom.ts';
import { PROJECT } from '../project.ts';

interface LockedPackage {
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  inBundle?: boolean;
  dev?: boolean;
  hasInstallScript?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(join(PROJECT, name), 'utf8'));
const locked = Object.entries<LockedPackage>(read('package-lock.json').packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Licences under which code may be used and passed on, so long as they are named (SPDX License List). */
const PERMISSIVE = [
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Zlib',
];
/** Others, each with the packages that have it and why that is well. */
const EXCEPTIONS: readonly { license: string; names: RegExp; development: boolean }[] = [
  // Used by tests and by vitest's own build; nothing of them is passed on.
  { license: 'MPL-2.0', names: /^(axe-core|lightningcss(-.+)?)$/, development: true },
  // Permissive; the command line of markdown-it alone loads it, which is in no function.
  { license: 'PSF-2.0', names: /^argparse$/, development: false },
];

/** Whether an SPDX expression can be met by permissive licences alone. */
function isPermissive(expression: string): boolean {
  const words = expression.replace(/[()]/g, '');
  return words.split(' OR ').some((choice) => choice.split(' AND ').every((license) => PERMISSIVE.includes(license)));
}

describe('Every package that is installed', () => {
  it('has a permissive licence, but for those that are named here', () => {
    const others = locked.filter(([path, { license = 'none', dev = false }]) => {
      const named = EXCEPTIONS.some(
        (each) => each.license === license && each.names.test(nameOf(path)) && (dev || !each.development),
      );
      return !isPermissive(license) && !named;
    });
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(MIT AND Zlib)', true],
    ['GPL-3.0-only', false],
    ['MIT AND GPL-2.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['none', false],
  ])('is judged by its licence: %s', (license, permissive) => {
    expect(isPermissive(license)).toBe(permissive);
  });

  it('is pinned: asked for by one version, fetched by its hash, from the registry, and none runs a script as it comes', () => {
    const { dependencies, devDependencies } = read('package.json');
    const asked: Record<string, string> = { ...dependencies, ...devDependencies };
    const loose = Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    const unhashed = locked.filter(([, { integrity, inBundle = false }]) => integrity === undefined && !inBundle);
    const elsewhere = locked.filter(([, { resolved }]) => resolved !== undefined);

    expect([loose, unhashed, elsewhere]).toEqual([[], [], []]);
    expect(readFileSync(join(PROJECT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(scripted).toEqual(['classic-level', 'esbuild']);
  });
});

describe('npm run sbom', () => {
  let whole: Bill;
  let functions: Bill;
  beforeAll(() => {
    whole = wholeBill();
    functions = billOfFunctions(whole);
  });

  it('names every package that is not for development alone, by its version and licence', () => {
    const expected = locked.flatMap(([path, { version, dev }]) => (dev ? [] : [`${nameOf(path)}@${version}`]));
    const named = whole.components.map(({ name, version }) => `${name}@${version}`);
    expect(new Set(named)).toEqual(new Set(expected));
    expect([whole.bomFormat, whole.specVersion, whole.metadata.component.name]).toEqual(['CycloneDX', '1.5', 'precis']);
    expect(
      whole.components.filter(({ purl, licenses = [] }) => !purl.startsWith('pkg:npm/') || licenses.length === 0),
    ).toEqual([]);
  });

  it('names what is in the functions, and in which', () => {
    const held = Object.fromEntries(
      functions.components.map(({ name, properties = [] }) => [
        name,
        properties.find((property) => property.name === FUNCTIONS_PROPERTY)?.value.split(' '),
      ]),
    );
    expect(held['wink-nlp']).toEqual(['brief']);
    expect(held['preact']).toEqual(['api']);
    expect(held['unpdf']).toEqual(['parse']);
    expect(held['@aws-sdk/client-ssm']).toContain('authorizer');
    for (const name of ['aws-cdk-lib', 'dynalite', 'docx', 'commander', 'argparse'])
      expect(held).not.toHaveProperty(name);
  });

  it('is refused where a function holds a package that the lock file does not name', () => {
    const act = () => billOfFunctions(whole, new Map([['left-pad@1.0.0', ['api']]]));
    expect(act).toThrow(/left-pad@1\.0\.0/);
  });

  it('refers to what it names alone', () => {
    for (const { metadata, components, dependencies } of [whole, functions]) {
      const refs = new Set([metadata.component, ...components].map((component) => component['bom-ref']));
      expect(dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual(
        [],
      );
    }
  });
});
