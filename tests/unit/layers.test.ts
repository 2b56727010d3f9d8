import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../project.ts';

interface Import {
  /** From the root of the project. */
  file: string;
  /** A path from the root of the project, or the name of a package. */
  what: string;
  /** Whether it is gone once the types are. */
  isType: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'|(?:^|[^\w'"])import\('([^']+)'\)/gm;

function importsIn(file: string, source: string): Import[] {
  return [...source.matchAll(STATEMENT)].map(([, type, stated, asked]) => {
    const what = stated ?? asked ?? '';
    return { file, what: what.startsWith('.') ? normalize(join(dirname(file), what)) : what, isType: Boolean(type) };
  });
}

function importsOf(folder: string): Import[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .flatMap((file) => importsIn(file, readFileSync(join(PROJECT, file), 'utf8')));
}

interface Layer {
  folder: string;
  /** Files of the folder that are something else. */
  except?: readonly string[];
  mayImport: (imported: Import) => boolean;
}

const OURS = ['bench', 'bin', 'client', 'functions', 'lib', 'local', 'operations', 'tests'] as const;
const isOurs = (what: string) => OURS.some((folder) => what.startsWith(`${folder}/`));
const from = (...folders: string[]) => {
  return ({ what }: Import) => !isOurs(what) || folders.some((folder) => what.startsWith(`${folder}/`));
};
/** Nothing of AWS, and nothing of the machine but hashes and compression. */
const isPure = ({ what, isType }: Import) =>
  isType || !(/^(?:@aws|@middy|@smithy|aws-|constructs)/.test(what) || /^node:(?!crypto$|util$|zlib$)/.test(what));

/** As docs/architecture.md tells them. */
const LAYERS: readonly Layer[] = [
  {
    folder: 'functions/core',
    except: ['functions/core/store/dynamodb-table.ts'],
    mayImport: (imported) => isPure(imported) && from('functions/core')(imported),
  },
  {
    folder: 'functions/parse',
    except: ['broken-parts', 'handler', 'stage', 'worker'].map((name) => `functions/parse/${name}.ts`),
    mayImport: (imported) => isPure(imported) && from('functions/core', 'functions/parse')(imported),
  },
  {
    folder: 'functions/brief',
    except: ['handler', 'worker'].map((name) => `functions/brief/${name}.ts`),
    mayImport: (imported) => isPure(imported) && from('functions/core', 'functions/brief')(imported),
  },
  { folder: 'functions', mayImport: from('functions', 'client') },
  {
    folder: 'client',
    mayImport: (imported) => imported.isType && from('client', 'functions/core', 'functions/api')(imported),
  },
  { folder: 'lib', mayImport: from('lib', 'functions') },
  { folder: 'operations', mayImport: from('operations', 'functions/core', 'functions/runtime') },
  { folder: 'local', mayImport: from('local', 'functions/core', 'functions/runtime') },
];

const faultsIn = ({ except = [], mayImport }: Layer, imports: readonly Import[]) =>
  imports
    .filter((imported) => !except.includes(imported.file) && !mayImport(imported))
    .map(({ file, what }) => `${file} imports ${what}`);

const layer = (folder: string): Layer => {
  const found = LAYERS.find((each) => each.folder === folder);
  if (!found) throw new Error(`There is no layer ${folder}.`);
  return found;
};

describe('The folders', () => {
  it.each(LAYERS.map((each) => [each.folder, each] as const))('%s imports what it may, and nothing else', (_, each) => {
    const imports = importsOf(each.folder);

    expect(imports.length).toBeGreaterThan(0);
    expect(faultsIn(each, imports)).toEqual([]);
  });

  it.each([
    ['functions/core', 'core/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
    ['functions/core', 'core/a.ts', "import { readFileSync } from 'node:fs';"],
    ['functions/core', 'core/a.ts', "import {\n  type A,\n  b,\n} from '../runtime/b.ts';"],
    ['functions/parse', 'parse/a.ts', "const { b } = await import('../brief/b.ts');"],
    ['functions', 'runtime/a.ts', "export { b } from '../../lib/b.ts';"],
    ['functions', 'runtime/a.ts', "import '../../local/b.ts';"],
  ])('%s is wrong with an import such as in %s: %s', (folder, file, source) => {
    expect(faultsIn(layer(folder), importsIn(`functions/${file}`, source))).toHaveLength(1);
  });
});
