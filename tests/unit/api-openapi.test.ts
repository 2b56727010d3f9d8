import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../functions/api/openapi.ts';
import { PROBLEMS } from '../../functions/api/problem.ts';
import { ROUTES } from '../../functions/api/routes.ts';

const document = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));

describe('The OpenAPI document', () => {
  it('is what the schemas say now (else run `npm run openapi`)', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(buildOpenApi())));
  });

  it('describes the routes that are served, and no others', () => {
    expect(Object.keys(document.paths).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('refers to schemas that it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const name of new Set(references)) expect(document.components.schemas).toHaveProperty([name ?? '']);
  });

  it('has a section in docs/api.md for every kind of problem', () => {
    const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
    for (const kind of Object.keys(PROBLEMS)) expect(page).toContain(`\`urn:precis:problem:${kind}\``);
  });
});
