// The isolated worker of `precis replay --lexicon`, from its TypeScript sources.
import { register } from 'tsx/esm/api';

register();
await import('./lexicon-worker.ts');
