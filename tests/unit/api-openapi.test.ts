import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../functions/api/openapi.ts';
import { PROBLEMS } from '../../functions/api/problem.ts';
import { ROUTE_TABLE } from '../../functions/api/route-table.ts';
import { ROUTES } from '../../functions/api/routes.ts';

const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));

describe('The OpenAPI document', () => {
  it('is what the schemas say now (else run `npm run openapi`)', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(buildOpenApi())));
  });

  it('describes the routes that serve data, and no others', () => {
    const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = ROUTE_TABLE.filter(({ access }) => access !== 'shell').map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(described.sort()).toEqual(served.sort());
    expect(Object.keys(ROUTES).sort()).toEqual(ROUTE_TABLE.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('is OpenAPI 3.1 to a validator made by others', async () => {
    const validator = new Validator();
    expect(await validator.validate(document)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect((await new Validator().validate({ ...document, paths: { 'no-slash': {} } })).valid).toBe(false);
  });

  it('refers to schemas that it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const name of new Set(references)) expect(document.components.schemas).toHaveProperty([name ?? '']);
  });

  it('describes each parameter as what it means, with the value that it has by default', () => {
    const [limit] = document.paths['/v1/issues'].get.parameters.filter(
      ({ name }: { name: string }) => name === 'limit',
    );
    expect(limit).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    });
    const from = (path: string): string =>
      document.paths[path].get.parameters.find(({ name }: { name: string }) => name === 'from').description;
    expect([from('/v1/briefs'), from('/v1/feed')]).toEqual([
      expect.stringContaining('of publication'),
      expect.stringContaining('of receipt'),
    ]);
  });

  it('has a parameter for the ETag wherever an answer can be 304', () => {
    type Described = { parameters?: { $ref?: string }[]; responses: object };
    const paths: Record<string, Record<string, Described>> = document.paths;
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const conditional = operations.map(({ parameters = [] }) =>
      parameters.some(({ $ref }) => $ref === '#/components/parameters/IfNoneMatch'),
    );
    expect(conditional).toContain(true);
    expect(conditional).toEqual(operations.map(({ responses }) => Object.hasOwn(responses, '304')));
  });

  it('has a section in docs/api.md for every kind of problem', () => {
    const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
    for (const kind of Object.keys(PROBLEMS)) expect(page).toContain(`\`urn:precis:problem:${kind}\``);
  });
});
