// The isolated worker of `precis brief` and `precis parse`, from its TypeScript sources.
import { register } from 'tsx/esm/api';

register();
await import('./article-worker.ts');
