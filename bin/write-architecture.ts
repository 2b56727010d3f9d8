/** `npm run architecture`: writes the drawing of README.md and docs/architecture.md. */
import { writeFileSync } from 'node:fs';
import { drawArchitecture } from './architecture/draw.ts';

writeFileSync(new URL('../docs/images/architecture.svg', import.meta.url), drawArchitecture());
