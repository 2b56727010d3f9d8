import { App } from 'aws-cdk-lib';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { PrecisError } from '../functions/core/errors.ts';
import { bundleFunctions } from '../lib/bundling.ts';
import { refuseUnknownContext, stageConfig } from '../lib/config.ts';
import { makeStacks } from '../lib/stacks.ts';

// The flags stand here and not in cdk.json, so that the template is the same when no CDK command line reads that file.
const app = new App({ context: featureFlags, analyticsReporting: false });
try {
  refuseUnknownContext(Object.keys(app.node.getAllContext()));
  const config = stageConfig(app.node.tryGetContext('stage'));
  makeStacks(app, config, bundleFunctions());
} catch (error) {
  if (!(error instanceof PrecisError)) throw error;
  const { message, file, remedy } = error;
  process.stderr.write(`${file ? `${file}: ` : ''}${message}${remedy ? ` ${remedy}` : ''}\n`);
  // Leaves before the app would write an assembly without stacks.
  process.exit(1);
}
