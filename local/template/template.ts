import { TemplateError } from './template-error.ts';

/** A value of a JSON document. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** One resource of a CloudFormation template, its properties still holding intrinsic functions. */
export interface Resource {
  type: string;
  properties: JsonObject;
  condition: string | undefined;
}

/** The sections of a CloudFormation template that the local runtime reads. */
export interface Template {
  resources: ReadonlyMap<string, Resource>;
  outputs: ReadonlyMap<string, JsonObject>;
  parameters: ReadonlyMap<string, JsonObject>;
  conditions: ReadonlyMap<string, Json>;
  mappings: JsonObject;
}

/** Sections that say nothing to a local run: words, and rules about the account that is deployed to. */
const SECTIONS_WITHOUT_EFFECT = new Set(['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Rules']);
const SECTIONS = new Set(['Resources', 'Outputs', 'Parameters', 'Conditions', 'Mappings']);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function section(document: JsonObject, name: string): [string, JsonObject][] {
  const value = document[name] ?? {};
  if (!isObject(value)) throw new TemplateError(`The section ${name} of the template is not an object.`);
  return Object.entries(value).map(([key, entry]) => {
    if (!isObject(entry)) throw new TemplateError(`${name}.${key} of the template is not an object.`);
    return [key, entry];
  });
}

/**
 * Reads the outer shape of a CloudFormation template.
 * @param document the template as JSON.
 * @throws TemplateError if it has a section that has no local model, such as `Transform`.
 */
export function readTemplate(document: Json): Template {
  if (!isObject(document)) throw new TemplateError('The template is not an object.');
  for (const name of Object.keys(document)) {
    if (!SECTIONS.has(name) && !SECTIONS_WITHOUT_EFFECT.has(name)) {
      throw new TemplateError(`The section ${name} of the template has no local model.`);
    }
  }
  const resources = section(document, 'Resources').map(([id, entry]): [string, Resource] => {
    const { Type: type, Properties: properties, Condition: condition } = entry;
    if (typeof type !== 'string') throw new TemplateError(`The resource ${id} has no type.`);
    return [
      id,
      {
        type,
        properties: isObject(properties) ? properties : {},
        condition: typeof condition === 'string' ? condition : undefined,
      },
    ];
  });
  const mappings = document['Mappings'];
  return {
    resources: new Map(resources),
    outputs: new Map(section(document, 'Outputs')),
    parameters: new Map(section(document, 'Parameters')),
    conditions: new Map(section(document, 'Conditions')),
    mappings: isObject(mappings) ? mappings : {},
  };
}
