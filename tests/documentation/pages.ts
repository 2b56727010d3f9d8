import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../project.ts';

/** A page of Markdown. */
export interface Page {
  /** From the root of the project. */
  path: string;
  text: string;
}

const FOLDERS = ['.', 'bench', 'docs', 'docs/adr', 'examples', 'tests/chaos'] as const;

/** Articles of the example story are written in Markdown, too, and document nothing. */
const isPage = (path: string) => path.endsWith('.md') && !/^examples\/\d/.test(path);

/** What people read about Precis: README.md first, then the others by name. */
export function pages(): Page[] {
  const paths = FOLDERS.flatMap((folder) => readdirSync(join(PROJECT, folder)).map((name) => join(folder, name)));
  const rank = (path: string) => (path === 'README.md' ? '' : path);
  return paths
    .filter(isPage)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));
}
