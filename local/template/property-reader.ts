import type { Resolver } from './intrinsics.ts';
import { isObject, type Json, type JsonObject } from './template.ts';
import { TemplateError } from './template-error.ts';

/**
 * Reads the properties of one resource (or of an object within it) and remembers which were asked for, so that a
 * property that nobody knows is found: `end` throws for it. Reading a property with the wrong type throws, too.
 */
export class PropertyReader {
  readonly #where: string;
  readonly #properties: JsonObject;
  readonly #resolver: Resolver;
  readonly #known = new Set<string>();

  /** @param where what is read, for messages: the type and logical id of the resource, then the path within it. */
  constructor(where: string, properties: JsonObject, resolver: Resolver) {
    this.#where = where;
    this.#properties = properties;
    this.#resolver = resolver;
  }

  /** The resolved value of a property; undefined where it is absent or `AWS::NoValue`. */
  value(name: string): Json | undefined {
    this.#known.add(name);
    const raw = this.#properties[name];
    return raw === undefined ? undefined : this.#resolver.resolve(raw);
  }

  /** A property as the template has it, its intrinsic functions not resolved. */
  raw(name: string): Json | undefined {
    this.#known.add(name);
    return this.#properties[name];
  }

  /** A text; a number or a truth value counts as one, as in CloudFormation. */
  text(name: string): string | undefined {
    const value = this.value(name);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value !== undefined && typeof value !== 'string') throw this.error(name, 'is not a text');
    return value;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw this.error(name, 'is missing');
    return value;
  }

  /** A number; a text of digits counts as one, as in CloudFormation. */
  number(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw this.error(name, 'is not a number');
    return number;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value === 'true' || value === 'false') return value === 'true';
    if (value !== undefined && typeof value !== 'boolean') throw this.error(name, 'is neither true nor false');
    return value;
  }

  /** A list of texts; empty where the property is absent. */
  texts(name: string): string[] {
    return this.#list(name).map((member) => {
      if (typeof member !== 'string') throw this.error(name, 'is not a list of texts');
      return member;
    });
  }

  /** An object to be read in the same way, and ended by the caller. */
  object(name: string): PropertyReader | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.error(name, 'is not an object');
    return new PropertyReader(`${this.#where}.${name}`, value, this.#resolver);
  }

  /** A list of objects to be read in the same way, and each ended by the caller; empty where it is absent. */
  objects(name: string): PropertyReader[] {
    return this.#list(name).map((member, index) => {
      if (!isObject(member)) throw this.error(name, 'is not a list of objects');
      return new PropertyReader(`${this.#where}.${name}[${index}]`, member, this.#resolver);
    });
  }

  /** Names of the properties that are there. */
  names(): string[] {
    return Object.keys(this.#properties);
  }

  /** Declares properties as known and of no effect on this machine. */
  withoutEffect(...names: string[]): void {
    for (const name of names) this.#known.add(name);
  }

  /** @throws TemplateError naming the first property that nobody knows. */
  end(): void {
    const unknown = Object.keys(this.#properties).find((name) => !this.#known.has(name));
    if (unknown !== undefined) throw this.error(unknown, 'has no local model');
  }

  /** An error about one property: "AWS::SQS::Queue ParseQueue.FifoQueue has no local model". */
  error(name: string, problem: string): TemplateError {
    return new TemplateError(`${this.#where}.${name} ${problem}.`, {
      remedy: 'Leave it out of the stack, or model it in local/template.',
    });
  }

  #list(name: string): Json[] {
    const value = this.value(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw this.error(name, 'is not a list');
    return value;
  }
}
