import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../project.ts';

/** The file in the project that the pages call `article.html`. */
export const ARTICLE = join(PROJECT, 'examples', '3-wednesday-harbour-and-tide.html');

const FILES = {
  'article.html': ARTICLE,
  'article.txt': join(PROJECT, 'examples', '1-monday-plata-wire.txt'),
  'talks.md': join(PROJECT, 'examples', '2-tuesday-meridian-courier.md'),
  'report.pdf': join(PROJECT, 'tests', 'fixtures', 'formats', 'pdf', 'accord.pdf'),
} as const;

/** Makes a folder with the files that the commands of the pages name, and the watched one. @returns its path. */
export async function makeArticleFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'precis-pages-'));
  await mkdir(join(folder, 'inbox'));
  for (const name of ['examples', 'docs']) await symlink(join(PROJECT, name), join(folder, name));
  for (const [name, path] of Object.entries(FILES)) await cp(path, join(folder, name));
  const line = { id: 'a', title: null, text: 'Uruguay withdrew its boats on Monday.' };
  await writeFile(join(folder, 'articles.ndjson'), `${JSON.stringify(line)}\n`);
  const words = { schemaVersion: 1, aliases: { Uruguay: ['the eastern shore'] } };
  await writeFile(join(folder, 'words.json'), JSON.stringify(words));
  return folder;
}
