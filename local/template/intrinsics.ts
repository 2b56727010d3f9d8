import { isObject, type Json, type JsonObject, type Template } from './template.ts';
import { TemplateError } from './template-error.ts';

/** What the intrinsic functions of one stack refer to. Each function throws TemplateError for what it has no model of. */
export interface References {
  /** Values of the pseudo parameters, by their whole name (`AWS::Region`). */
  pseudo: ReadonlyMap<string, string>;
  /** What `Ref` gives for a resource. */
  ref(logicalId: string): Json;
  /** What `Fn::GetAtt` gives for a resource. */
  attribute(logicalId: string, name: string): Json;
  /** The value that a stack exports under a name. */
  exported(name: string): Json;
  /** The value of an output of a stack, by name. */
  output(stack: string, name: string): Json;
}

/**
 * Resolves the intrinsic functions of one template (AWS CloudFormation Template Reference, "Intrinsic function
 * reference"). A function without a local model is an error.
 */
export class Resolver {
  readonly #template: Template;
  readonly #references: References;

  constructor(template: Template, references: References) {
    this.#template = template;
    this.#references = references;
  }

  /**
   * @returns the value with every intrinsic function replaced; undefined for `AWS::NoValue`, which also drops the
   * property or list member that holds it.
   */
  resolve(value: Json): Json | undefined {
    if (Array.isArray(value))
      return value.map((member) => this.resolve(member)).filter((member) => member !== undefined);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first) {
      const [name, argument] = first;
      if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) {
        if (name !== 'Condition' || typeof argument === 'string') return this.#call(name, argument);
      }
    }
    const resolved: JsonObject = {};
    for (const [key, member] of entries) {
      const result = this.resolve(member);
      if (result !== undefined) resolved[key] = result;
    }
    return resolved;
  }

  /** Whether a condition of the template holds; true for no condition. */
  holds(condition: string | undefined): boolean {
    if (condition === undefined) return true;
    const definition = this.#template.conditions.get(condition);
    if (definition === undefined) throw new TemplateError(`The condition ${condition} is not in the template.`);
    return truth(this.resolve(definition), `The condition ${condition}`);
  }

  #call(name: string, argument: Json): Json | undefined {
    switch (name) {
      case 'Ref':
        return this.#ref(text(argument, name));
      case 'Condition':
        return this.holds(text(argument, name));
      case 'Fn::GetAtt':
        return this.#attribute(argument);
      case 'Fn::Join': {
        const [delimiter, parts] = pair(argument, name);
        return list(this.resolve(parts), name)
          .map((part) => scalar(part, name))
          .join(text(delimiter, name));
      }
      case 'Fn::Split': {
        const [delimiter, source] = pair(argument, name);
        return text(this.resolve(source), name).split(text(delimiter, name));
      }
      case 'Fn::Select': {
        const [index, members] = pair(argument, name);
        const position = Number(this.resolve(index));
        const member = list(this.resolve(members), name)[position];
        if (member === undefined) throw new TemplateError(`Fn::Select: there is no member ${position} in the list.`);
        return member;
      }
      case 'Fn::Sub':
        return this.#substitute(argument);
      case 'Fn::If': {
        const [condition, then, otherwise] = list(argument, name);
        if (then === undefined || otherwise === undefined) throw new TemplateError('Fn::If takes three arguments.');
        return this.resolve(this.holds(text(condition, name)) ? then : otherwise);
      }
      case 'Fn::Equals': {
        const [left, right] = pair(argument, name);
        return JSON.stringify(this.resolve(left)) === JSON.stringify(this.resolve(right));
      }
      case 'Fn::Not':
        return !truth(this.resolve(list(argument, name)[0] ?? null), name);
      case 'Fn::And':
        return list(argument, name).every((member) => truth(this.resolve(member), name));
      case 'Fn::Or':
        return list(argument, name).some((member) => truth(this.resolve(member), name));
      case 'Fn::FindInMap':
        return this.#findInMap(argument);
      case 'Fn::Base64':
        return Buffer.from(text(this.resolve(argument), name)).toString('base64');
      case 'Fn::ImportValue':
        return this.#references.exported(text(this.resolve(argument), name));
      case 'Fn::GetStackOutput':
        return this.#stackOutput(argument);
      default:
        throw new TemplateError(`The function ${name} has no local model.`);
    }
  }

  #ref(name: string): Json | undefined {
    if (name === 'AWS::NoValue') return undefined;
    const pseudo = this.#references.pseudo.get(name);
    if (pseudo !== undefined) return pseudo;
    if (name.startsWith('AWS::')) throw new TemplateError(`The pseudo parameter ${name} has no local model.`);
    const parameter = this.#template.parameters.get(name);
    if (parameter) {
      const { Type: type, Default: value } = parameter;
      if (value === undefined || String(type).startsWith('AWS::')) {
        throw new TemplateError(`The parameter ${name} has no value on this machine.`);
      }
      return value;
    }
    return this.#references.ref(name);
  }

  #attribute(argument: Json): Json {
    if (typeof argument === 'string') {
      const dot = argument.indexOf('.');
      return this.#references.attribute(argument.slice(0, dot), argument.slice(dot + 1));
    }
    const [logicalId, attribute] = pair(argument, 'Fn::GetAtt');
    return this.#references.attribute(text(logicalId, 'Fn::GetAtt'), text(this.resolve(attribute), 'Fn::GetAtt'));
  }

  #substitute(argument: Json): string {
    const [pattern, given] = Array.isArray(argument) ? pair(argument, 'Fn::Sub') : [argument, {}];
    const variables = isObject(given) ? given : {};
    return text(pattern, 'Fn::Sub').replace(/\$\{(!?)([^{}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const variable = variables[name];
      if (variable !== undefined) return scalar(this.resolve(variable), 'Fn::Sub');
      return scalar(name.includes('.') ? this.#attribute(name) : this.#ref(name), 'Fn::Sub');
    });
  }

  #findInMap(argument: Json): Json {
    const path = list(argument, 'Fn::FindInMap').map((key) => text(this.resolve(key), 'Fn::FindInMap'));
    let found: Json | undefined = this.#template.mappings;
    for (const key of path.slice(0, 3)) found = isObject(found) ? found[key] : undefined;
    if (found === undefined) throw new TemplateError(`Fn::FindInMap: the template has no mapping ${path.join('.')}.`);
    return found;
  }

  #stackOutput(argument: Json): Json {
    if (!isObject(argument)) throw new TemplateError('Fn::GetStackOutput takes an object.');
    const { StackName: stack, OutputName: output, Region: region, RoleArn: role, ...unknown } = argument;
    const [extra] = Object.keys(unknown);
    if (extra || role !== undefined) {
      throw new TemplateError(`Fn::GetStackOutput: ${extra ?? 'RoleArn'} has no local model.`);
    }
    const here = this.#references.pseudo.get('AWS::Region');
    if (region !== undefined && this.resolve(region) !== here) {
      throw new TemplateError('Fn::GetStackOutput: a stack in another region has no local model.');
    }
    return this.#references.output(
      text(this.resolve(stack ?? null), 'Fn::GetStackOutput'),
      text(this.resolve(output ?? null), 'Fn::GetStackOutput'),
    );
  }
}

function text(value: Json | undefined, where: string): string {
  if (typeof value !== 'string') throw new TemplateError(`${where}: a text is expected.`);
  return value;
}

function scalar(value: Json | undefined, where: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`${where}: a text or a number is expected.`);
}

function list(value: Json | undefined, where: string): Json[] {
  if (!Array.isArray(value)) throw new TemplateError(`${where}: a list is expected.`);
  return value;
}

function pair(value: Json, where: string): [Json, Json] {
  const [first, second] = list(value, where);
  if (first === undefined || second === undefined) throw new TemplateError(`${where} takes two arguments.`);
  return [first, second];
}

function truth(value: Json | undefined, where: string): boolean {
  if (typeof value !== 'boolean') throw new TemplateError(`${where} is neither true nor false.`);
  return value;
}
