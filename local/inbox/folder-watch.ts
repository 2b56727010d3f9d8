import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';

/** Who is told what happens to a watched folder. */
export interface FolderListener {
  /** A file was found, changed or taken away. @param path relative to the folder. */
  changed(path: string): void;
  /** The folder as a whole is gone, or another one is in its place. */
  gone(): void;
  /** It is back, as it was or another one, and will be watched once this has resolved; each of its files is told as changed then. */
  back(): Promise<void>;
  /** @param error why something in it cannot be watched. */
  failed(error: unknown): void;
}

/** How often it is looked whether the folder is there: a watcher of a folder hears nothing of one that takes its place. */
const LOOK_MS = 500;

/** Tells of the files of a folder, also after the folder itself was taken away and is back. Names that begin with a dot are passed over, as are links. */
export class FolderWatch {
  readonly #folder: string;
  readonly #listener: FolderListener;
  #watcher: FSWatcher | undefined;
  /** Which folder is watched; undefined while it is gone. */
  #identity: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param folder absolute. */
  constructor(folder: string, listener: FolderListener) {
    this.#folder = folder;
    this.#listener = listener;
  }

  /** @returns when all that is in the folder was told. */
  async start(): Promise<void> {
    await this.#watch();
    this.#lookLater();
  }

  /** Whether the folder is there, and the one that is watched. */
  async isThere(): Promise<boolean> {
    return this.#identity !== undefined && (await identityOf(this.#folder)) === this.#identity;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#watcher?.close();
  }

  async #watch(): Promise<void> {
    this.#identity = await identityOf(this.#folder);
    const watcher = watch(this.#folder, {
      followSymlinks: false,
      ignored: (path) => hasHiddenPart(relative(this.#folder, path)),
    });
    for (const event of ['add', 'change', 'unlink'] as const) {
      watcher.on(event, (path) => this.#listener.changed(relative(this.#folder, path)));
    }
    watcher.on('unlinkDir', (path) => {
      if (path === this.#folder) this.#identity = undefined;
    });
    watcher.on('error', (error) => this.#listener.failed(error));
    this.#watcher = watcher;
    await new Promise<void>((ready) => {
      watcher.once('ready', ready);
    });
  }

  #lookLater(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look()
        .catch((error) => this.#listener.failed(error))
        .finally(() => this.#lookLater());
    }, LOOK_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#watcher && !(await this.isThere())) {
      this.#identity = undefined;
      await this.#watcher.close();
      this.#watcher = undefined;
      this.#listener.gone();
    }
    if (this.#watcher || (await identityOf(this.#folder)) === undefined) return;
    await this.#listener.back();
    await this.#watch();
  }
}

/** Tells one folder from another of the same name; undefined where there is none. */
async function identityOf(folder: string): Promise<string | undefined> {
  const status = await stat(folder, { bigint: true }).catch(() => undefined);
  return status?.isDirectory() ? `${status.dev} ${status.ino}` : undefined;
}

function hasHiddenPart(path: string): boolean {
  return path.split(sep).some((part) => part.startsWith('.'));
}
