// The isolated worker of `precis brief`, from its TypeScript sources.
import { register } from 'tsx/esm/api';

register();
await import('./article-worker.ts');
