/** `npm run events`: writes the JSON Schema of the events that are put on the bus. */
import { writeFileSync } from 'node:fs';
import { buildEventSchema } from '../functions/core/event-schema.ts';

const schema = `${JSON.stringify(buildEventSchema(), null, 2)}\n`;
writeFileSync(new URL('../docs/events.schema.json', import.meta.url), schema);
