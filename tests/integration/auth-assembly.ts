import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { AuthInput } from '../../lib/auth-settings.ts';
import type { FunctionBundles } from '../../lib/bundling.ts';
import { stageConfig } from '../../lib/config.ts';
import { makeStacks } from '../../lib/stacks.ts';

/** Synthesizes the app in other modes of authorisation than that of its stage, over functions that are built already. */
export class AuthAssemblies {
  readonly #folder: string;
  readonly #bundles: FunctionBundles;

  private constructor(folder: string, bundles: FunctionBundles) {
    this.#folder = folder;
    this.#bundles = bundles;
  }

  static async open(bundles: FunctionBundles): Promise<AuthAssemblies> {
    return new AuthAssemblies(await mkdtemp(join(tmpdir(), 'precis-authorization-')), bundles);
  }

  /** @returns the folder of the assembly. */
  async synthesize(auth: AuthInput): Promise<string> {
    const { settings } = stageConfig('dev');
    const assemblyDir = await mkdtemp(join(this.#folder, 'assembly-'));
    const app = new App({ context: featureFlags, analyticsReporting: false, outdir: assemblyDir });
    makeStacks(app, stageConfig('dev', { dev: { ...settings, auth } }), this.#bundles);
    app.synth();
    return assemblyDir;
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
