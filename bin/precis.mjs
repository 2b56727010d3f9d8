#!/usr/bin/env node
// Runs the command line from its TypeScript sources.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./precis/main.ts');
process.exitCode = await main(process.argv.slice(2));
