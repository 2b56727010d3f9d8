import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, target } from './synthesized.ts';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** What a policy of IAM grants, as `action resource`, with references as a person reads them. */
export function grantsOf({ Properties }: Resource, templates: Template[]): string[] {
  const { Statement } = Properties['PolicyDocument'] as { Statement: { Action: unknown; Resource: unknown }[] };
  return Statement.flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map((on) => `${action} ${target(on, templates)}`)),
  );
}
