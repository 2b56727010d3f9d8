// The isolated worker of `precis verify`, from its TypeScript sources.
import { register } from 'tsx/esm/api';

register();
await import('./proof-worker.ts');
