import { readdir, readFile } from 'node:fs/promises';

/**
 * The files of the built web page by their names, read when they are first asked for and then kept: they are part of the
 * deployment.
 * @param directory that holds them, and nothing else.
 */
export function readerFiles(directory: URL): () => Promise<ReadonlyMap<string, Uint8Array>> {
  let files: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  return () => {
    files ??= readAll(directory);
    return files;
  };
}

async function readAll(directory: URL): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = await readdir(directory);
  const read = async (name: string): Promise<[string, Uint8Array]> => [name, await readFile(new URL(name, directory))];
  return new Map(await Promise.all(names.map(read)));
}
