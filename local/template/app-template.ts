import { partitionOf } from '../../functions/core/partition.ts';
import type { LocalAccount } from '../contracts.ts';
import { regionalArn } from '../regional-arn.ts';
import { type References, Resolver } from './intrinsics.ts';
import { type Addresses, addressesOf, type Endpoints, generatedName, nameProperty } from './names.ts';
import type { StackPlan } from './plan.ts';
import { PropertyReader } from './property-reader.ts';
import { isObject, type Json, type Resource, type Template } from './template.ts';
import { TemplateError } from './template-error.ts';

/** One stack as it was synthesized. */
export interface Stack {
  name: string;
  template: Template;
  /** Absolute directories of the stack's file assets, by their hash. */
  assets: ReadonlyMap<string, string>;
  /** The account and the region that it is fixed to, as far as it is. */
  environment?: { account: string | undefined; region: string | undefined };
}

/** A resource that the app has (its condition holds), ready to be read. */
export interface ResourceEntry {
  stack: Stack;
  logicalId: string;
  type: string;
  /** Its name, as the template gives it or as this machine makes it. */
  name: string;
  addresses: Addresses | undefined;
  /** A fresh reader of its properties. */
  read(): PropertyReader;
}

/** The stacks of one app, which may refer to each other's exports and outputs. */
export class AppTemplate {
  readonly #stacks = new Map<string, { stack: Stack; resolver: Resolver }>();
  readonly #account: LocalAccount;
  readonly #endpoints: Endpoints;
  /** Outputs that are being resolved, to find those that depend on themselves. */
  readonly #resolving = new Set<string>();

  constructor(stacks: Stack[], account: LocalAccount, endpoints: Endpoints) {
    this.#account = account;
    this.#endpoints = endpoints;
    for (const stack of stacks) {
      this.#stacks.set(stack.name, { stack, resolver: new Resolver(stack.template, this.#references(stack)) });
    }
  }

  /** All resources whose condition holds, in the order of the templates. */
  resources(): ResourceEntry[] {
    return [...this.#stacks.values()].flatMap(({ stack, resolver }) =>
      [...stack.template.resources]
        .filter(([, resource]) => resolver.holds(resource.condition))
        .map(([logicalId, resource]) => {
          const name = this.#nameOf(stack, logicalId, resource);
          return {
            stack,
            logicalId,
            type: resource.type,
            name,
            addresses: addressesOf(resource.type, name, logicalId, this.#account, this.#endpoints),
            read: () => new PropertyReader(`${resource.type} ${logicalId}`, resource.properties, resolver),
          };
        }),
    );
  }

  /** Each stack with its outputs whose condition holds. */
  stacks(): StackPlan[] {
    return [...this.#stacks.values()].map(({ stack, resolver }) => {
      const held = [...stack.template.outputs].filter(([, { Condition: condition }]) => {
        return typeof condition !== 'string' || resolver.holds(condition);
      });
      const outputs = held.map(([name]) => [name, String(this.#output(stack.name, name))]);
      return { name: stack.name, outputs: Object.fromEntries(outputs) };
    });
  }

  /**
   * The outputs of all stacks, by output name.
   * @throws TemplateError if two stacks have an output of the same name that a person would read.
   */
  outputs(): Record<string, string> {
    const all: Record<string, string> = {};
    for (const [name, value] of this.stacks().flatMap(({ outputs }) => Object.entries(outputs))) {
      if (all[name] !== undefined && all[name] !== value) throw new TemplateError(`Two stacks have an output ${name}.`);
      all[name] = value;
    }
    return all;
  }

  #references(stack: Stack): References {
    const { accountId, region } = this.#account;
    return {
      pseudo: new Map([
        ['AWS::AccountId', accountId],
        ['AWS::Region', region],
        ['AWS::Partition', partitionOf(region)],
        ['AWS::URLSuffix', 'amazonaws.com'],
        ['AWS::StackName', stack.name],
        ['AWS::StackId', regionalArn('cloudformation', `stack/${stack.name}/local`, this.#account)],
      ]),
      ref: (logicalId) => this.#addresses(stack, logicalId, 'Ref').ref,
      attribute: (logicalId, name) => {
        const value = this.#addresses(stack, logicalId, `Fn::GetAtt ${name}`).attributes[name];
        if (value !== undefined) return value;
        throw new TemplateError(`Fn::GetAtt: ${typeIn(stack, logicalId)}.${name} (${logicalId}) has no local model.`);
      },
      exported: (name) => this.#exported(name),
      output: (from, name) => this.#output(from, name),
    };
  }

  #addresses(stack: Stack, logicalId: string, use: string): Addresses {
    const resource = stack.template.resources.get(logicalId);
    if (!resource) throw new TemplateError(`${use}: ${logicalId} is not in the template of ${stack.name}.`);
    const name = this.#nameOf(stack, logicalId, resource);
    const addresses = addressesOf(resource.type, name, logicalId, this.#account, this.#endpoints);
    if (!addresses) throw new TemplateError(`${use}: ${resource.type} (${logicalId}) has no local model.`);
    return addresses;
  }

  #nameOf(stack: Stack, logicalId: string, resource: Resource): string {
    const property = nameProperty(resource.type);
    const given = property === undefined ? undefined : resource.properties[property];
    const resolver = this.#stacks.get(stack.name)?.resolver;
    const resolved = given === undefined ? undefined : resolver?.resolve(given);
    if (resolved === undefined) return generatedName(resource.type, stack.name, logicalId);
    if (typeof resolved !== 'string') throw new TemplateError(`The name of ${logicalId} is not a text.`);
    return resolved;
  }

  #output(stackName: string, name: string): Json {
    const entry = this.#stacks.get(stackName);
    const output = entry?.stack.template.outputs.get(name);
    if (!entry || output?.['Value'] === undefined) {
      throw new TemplateError(`The stack ${stackName} has no output ${name} in this app.`);
    }
    const address = `${stackName}.${name}`;
    if (this.#resolving.has(address)) throw new TemplateError(`The output ${address} depends on itself.`);
    this.#resolving.add(address);
    try {
      const value = entry.resolver.resolve(output['Value']);
      if (value === undefined) throw new TemplateError(`The output ${address} has no value.`);
      return value;
    } finally {
      this.#resolving.delete(address);
    }
  }

  #exported(name: string): Json {
    for (const { stack, resolver } of this.#stacks.values()) {
      for (const [outputName, output] of stack.template.outputs) {
        const exported = output['Export'];
        if (isObject(exported) && exported['Name'] !== undefined && resolver.resolve(exported['Name']) === name) {
          return this.#output(stack.name, outputName);
        }
      }
    }
    throw new TemplateError(`No stack of this app exports ${name}.`);
  }
}

function typeIn(stack: Stack, logicalId: string): string {
  return stack.template.resources.get(logicalId)?.type ?? logicalId;
}
