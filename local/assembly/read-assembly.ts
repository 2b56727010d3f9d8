import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Stack } from '../template/app-template.ts';
import { isObject, type Json, type JsonObject, readTemplate } from '../template/template.ts';
import { AssemblyError } from './assembly-error.ts';

/**
 * Reads a cloud assembly: the templates of its stacks and the directories of their file assets.
 * @param directory as `cdk synth` writes it.
 * @throws AssemblyError if it is none, or if it holds stages (nested assemblies); TemplateError for a template's section
 * without a local model.
 */
export async function readAssembly(directory: string): Promise<Stack[]> {
  const manifest = await readJson(directory, 'manifest.json');
  const stacks: Stack[] = [];
  for (const [id, artifact] of Object.entries(child(manifest, 'artifacts'))) {
    if (!isObject(artifact)) continue;
    if (artifact['type'] === 'cdk:cloud-assembly') {
      throw new AssemblyError(`The app holds the stage ${id}, which has no local model.`);
    }
    if (artifact['type'] !== 'aws:cloudformation:stack') continue;
    const properties = child(artifact, 'properties');
    const file = properties['templateFile'];
    if (typeof file !== 'string') throw new AssemblyError(`The stack ${id} of the assembly has no template.`);
    const name = properties['stackName'];
    stacks.push({
      name: typeof name === 'string' ? name : id,
      template: readTemplate(await readJson(directory, file)),
      environment: readEnvironment(artifact['environment']),
      assets: await readAssets(directory, file.replace(/\.template\.json$/, '.assets.json')),
    });
  }
  if (stacks.length === 0) throw new AssemblyError('The synthesized app has no stack.', { file: directory });
  return stacks;
}

/** Reads `aws://<account>/<region>`, where each may be unknown: that of whoever deploys. */
function readEnvironment(text: Json | undefined): { account: string | undefined; region: string | undefined } {
  const { account, region } =
    /^aws:\/\/(?<account>\d{12})?[^/]*\/(?<region>[a-z]{2}(-[a-z]+)+-\d)?/.exec(String(text))?.groups ?? {};
  return { account, region };
}

/** Directories of file assets by their hash; assets that are single files (templates) are no code. */
async function readAssets(directory: string, file: string): Promise<Map<string, string>> {
  const assets = new Map<string, string>();
  for (const [hash, asset] of Object.entries(child(await readJson(directory, file), 'files'))) {
    const source = isObject(asset) ? child(asset, 'source') : {};
    const { path, packaging } = source;
    if (packaging === 'zip' && typeof path === 'string') assets.set(hash, resolve(directory, path));
  }
  return assets;
}

function child(value: JsonObject, name: string): JsonObject {
  const found = value[name];
  return isObject(found) ? found : {};
}

async function readJson(directory: string, name: string): Promise<JsonObject> {
  const file = join(directory, name);
  try {
    const value: Json = JSON.parse(await readFile(file, 'utf8'));
    if (isObject(value)) return value;
  } catch (cause) {
    throw new AssemblyError('It cannot be read as part of a cloud assembly.', {
      file,
      remedy: `Delete the folder ${directory} to have the app synthesized anew.`,
      cause,
    });
  }
  throw new AssemblyError('It is not a JSON object.', { file });
}
