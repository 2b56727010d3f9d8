import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import featureFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { AuthMode } from '../../lib/auth-settings.ts';
import { type StageConfig, type StageSettingsInput, stageConfig } from '../../lib/config.ts';
import { makeStacks } from '../../lib/stacks.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

/** One resource of a template, as CDK's assertions give it. */
export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  DependsOn?: string[];
}

/** A setting for each mode of authorisation. */
export const AUTH = {
  iam: 'iam',
  public: 'public',
  users: { mode: 'users', domainPrefix: 'precis-example' },
  jwt: {
    mode: 'jwt',
    issuer: 'https://login.example.org/desk',
    audience: ['https://precis.example.org'],
    clientId: 'reader',
    scopes: { read: 'briefs.read', write: 'briefs.write' },
  },
  token: { mode: 'token' },
} as const satisfies Record<AuthMode, unknown>;

/** Settings by which something is sent by itself. */
export const NOTICES = {
  digest: { at: '06:45 Europe/London', days: ['MON', 'FRI'], to: ['desk@example.org'], from: 'precis@example.org' },
  alerts: { hosts: ['hooks.example.org'], addresses: ['@desk.example'], from: 'alerts@example.org' },
} as const;

/** Both stacks of a stage, over functions that do nothing. */
export function makeApp(config: StageConfig) {
  const directory = temporaryDirectory();
  const code = (name: string) => {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
    return join(directory, name);
  };
  const app = new App({ context: featureFlags, analyticsReporting: false, outdir: join(directory, 'cdk.out') });
  const bundles = {
    parse: code('parse'),
    brief: code('brief'),
    api: code('api'),
    authorizer: code('authorizer'),
    emptier: code('emptier'),
    digest: code('digest'),
    alerts: code('alerts'),
  };
  const stacks = makeStacks(app, config, bundles);
  return { app, stacks };
}

/** Templates by what they were made of: test files that share a process synthesize the same app once. */
const made = new Map<string, ReturnType<typeof synthesize>>();

/** The templates of both stacks of a stage, some of its settings replaced. What it returns is not to be changed. */
export function synthesized(stage: 'dev' | 'prod', replaced: { [Name in keyof StageSettingsInput]?: unknown } = {}) {
  const settings = { ...stageConfig(stage).settings, ...replaced };
  const key = JSON.stringify([stage, settings]);
  const known = made.get(key) ?? synthesize(stageConfig(stage, { [stage]: settings }));
  made.set(key, known);
  return known;
}

function synthesize(config: StageConfig) {
  const { stacks } = makeApp(config);
  return { data: Template.fromStack(stacks.data), app: Template.fromStack(stacks.app), stacks };
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): [string, Resource][] {
  const resources: Record<string, Resource> = template.toJSON().Resources;
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

/** The only resource of a type whose logical id begins so. */
export function resource(template: Template, type: string, prefix: string): Resource {
  const found = resourcesOf(template, type).filter(([id]) => id.startsWith(prefix));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} resources of ${type} begin ${prefix}.`);
  return first[1];
}

/**
 * A reference as a person reads it: the logical id (and attribute) that it leads to, in whatever stack. Outputs that CDK
 * makes for references between stacks are followed.
 */
export function target(value: unknown, templates: Template[]): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return String(value.Ref);
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return value['Fn::GetAtt'].join('.');
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const parts: unknown = value['Fn::Join'][1];
    return Array.isArray(parts) ? parts.map((part) => target(part, templates)).join('') : String(parts);
  }
  if ('Fn::GetStackOutput' in value) {
    const { OutputName } = value['Fn::GetStackOutput'] as { OutputName: string };
    for (const template of templates) {
      const outputs: Record<string, { Value: unknown }> = template.toJSON().Outputs;
      const output = outputs[OutputName];
      if (output) return target(output.Value, templates);
    }
    throw new Error(`No stack has the output ${OutputName}.`);
  }
  return JSON.stringify(value);
}
