import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { bundleFunctions, type FunctionName } from '../../lib/bundling.ts';
import { stageConfig } from '../../lib/config.ts';
import { makeStacks } from '../../lib/stacks.ts';
import { readAssembly } from '../../local/assembly/read-assembly.ts';
import { sandboxEnvironment } from '../../local/lambda/sandbox-environment.ts';
import { readPlan } from '../../local/template/read-plan.ts';

/** A function as the template of a stage has it. */
export interface DeployedFunction {
  readonly name: FunctionName;
  /** Its bundle. */
  readonly directory: string;
  /** What Lambda would give its process: what Lambda sets, and the template's variables. */
  readonly environment: NodeJS.ProcessEnv;
}

const ACCOUNT = { accountId: '000000000000', region: 'eu-central-1' };
/** Where nobody listens: no module asks anybody for anything while it is imported. */
const NOWHERE = 'http://127.0.0.1:9';

/**
 * Synthesizes the stage `dev`, which asks for a token and sends a digest and alerts, so that all functions are in it.
 * @param folder where bundles and assembly are put.
 * @throws BundlingError, TemplateError, AssemblyError where the app does not build.
 */
export async function deployedFunctions(folder: string): Promise<DeployedFunction[]> {
  const bundles = bundleFunctions(join(folder, 'functions'));
  const outdir = join(folder, 'cdk.out');
  const app = new App({ context: featureFlags, analyticsReporting: false, outdir });
  const { settings } = stageConfig('dev');
  const everything = {
    ...settings,
    auth: { mode: 'token' as const },
    digest: { at: '07:00 UTC', to: ['desk@example.org'], from: 'precis@example.org' },
    alerts: { hosts: ['hooks.example.org'] },
  };
  makeStacks(app, stageConfig('dev', { dev: everything }), bundles);
  app.synth();
  const plan = readPlan(await readAssembly(outdir), ACCOUNT, { sqsUrl: NOWHERE, apiUrl: NOWHERE });
  return (Object.keys(bundles) as FunctionName[]).map((name) => {
    const deployed = plan.functions.find(
      ({ environment }) => environment['POWERTOOLS_SERVICE_NAME'] === `precis-dev-${name}`,
    );
    if (deployed === undefined) throw new Error(`The template has no function ${name}.`);
    const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
    const lambda = { ...deployed, credentials, endpoints: {}, region: ACCOUNT.region };
    return {
      name,
      directory: bundles[name],
      environment: {
        ...sandboxEnvironment(lambda, '127.0.0.1:9', 'bench'),
        // A note of the SDK to those who run Node 20, which Lambda does not.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    };
  });
}
