// The isolated worker of `precis parse`, from its TypeScript sources.
import { register } from 'tsx/esm/api';

register();
await import('./parse-worker.ts');
