import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { FunctionBundles } from '../../lib/bundling.ts';
import { type StageSettingsInput, stageConfig } from '../../lib/config.ts';
import { makeStacks } from '../../lib/stacks.ts';

/** Synthesizes the app with other settings than those of its stage, over functions that are built already. */
export class Assemblies {
  readonly #folder: string;
  readonly #bundles: FunctionBundles;

  private constructor(folder: string, bundles: FunctionBundles) {
    this.#folder = folder;
    this.#bundles = bundles;
  }

  static async open(bundles: FunctionBundles): Promise<Assemblies> {
    return new Assemblies(await mkdtemp(join(tmpdir(), 'precis-assemblies-')), bundles);
  }

  /**
   * @param addTo adds stacks of others to the app.
   * @returns the folder of the assembly.
   */
  async synthesize(replaced: Partial<StageSettingsInput>, addTo?: (app: App) => void): Promise<string> {
    const { settings } = stageConfig('dev');
    const assemblyDir = await mkdtemp(join(this.#folder, 'assembly-'));
    const app = new App({ context: featureFlags, analyticsReporting: false, outdir: assemblyDir });
    makeStacks(app, stageConfig('dev', { dev: { ...settings, ...replaced } }), this.#bundles);
    addTo?.(app);
    app.synth();
    return assemblyDir;
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
