import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Every answer that a test sees is held against the OpenAPI document that is published. */

type Json = Record<string, unknown>;
interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema?: Json }> }> }>>;
}

const DOCUMENT = 'openapi.json';
const document: Described & Json = JSON.parse(
  readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
// The package is CommonJS: what it exports by default stands one level deeper.
(addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
ajv.addSchema(document, DOCUMENT);

const validators = new Map<string, ValidateFunction>();

function validatorAt(pointer: string): ValidateFunction {
  const known = validators.get(pointer);
  if (known) return known;
  const made = ajv.compile({ $ref: `${DOCUMENT}#${pointer}` });
  validators.set(pointer, made);
  return made;
}

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The path of the document that a request's path is one of. */
function describedPath(path: string): string | undefined {
  const parts = path.split('/');
  const fits = (template: string): boolean => {
    const wanted = template.split('/');
    return (
      wanted.length === parts.length && wanted.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  };
  const paths = Object.keys(document.paths);
  return paths.find((template) => template === path) ?? paths.find(fits);
}

export interface SeenAnswer {
  method: string;
  /** The path of the request, or of its route. */
  path: string;
  status: number;
  contentType: string;
  body: string;
}

/**
 * @throws Error where the document does not have such an answer. Paths that are pages and no data are not described, nor
 * are those that no route has.
 */
export function expectDescribed({ method, path, status, contentType, body }: SeenAnswer): void {
  const template = describedPath(path);
  if (template === undefined) return;
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const answer = document.paths[template]?.[verb]?.responses[status];
  const where = `${method} ${template} → ${status}`;
  if (answer === undefined) throw new Error(`${where} is not in the OpenAPI document.`);
  if (status === 204 || status === 304 || method === 'HEAD') return;
  const mediaType = contentType.split(';')[0]?.trim() ?? '';
  const schema = answer.content?.[mediaType]?.schema;
  if (schema === undefined) throw new Error(`${where} as ${mediaType} is not in the OpenAPI document.`);
  const pointer = ['paths', template, verb, 'responses', String(status), 'content', mediaType, 'schema'];
  const validate = validatorAt(pointer.map((part) => `/${escaped(part)}`).join(''));
  const value: unknown = /\bjson$/.test(mediaType) ? JSON.parse(body) : body;
  if (!validate(value)) throw new Error(`${where} is not as described: ${ajv.errorsText(validate.errors)}`);
}
