/** `npm run openapi`: writes the OpenAPI document that the api serves. */
import { writeFileSync } from 'node:fs';
import { buildOpenApi } from '../functions/api/openapi.ts';

writeFileSync(new URL('../docs/openapi.json', import.meta.url), `${JSON.stringify(buildOpenApi(), null, 2)}\n`);
