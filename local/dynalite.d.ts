/** DynamoDB's protocol over LevelDB; the package has no types of its own. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory without one. */
    path?: string;
    /** How long tables stay in these states, in milliseconds; 500 by default. */
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    /** 400 by default. */
    maxItemSizeKb?: number;
    verbose?: boolean;
    debug?: boolean;
  }

  /** A server that is not listening yet; closing it closes the store. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
