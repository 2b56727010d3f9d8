/** Where the reader is. */
export interface Address {
  readonly path: string;
  readonly search: string;
  /** Without its `#`. */
  readonly hash: string;
}

/** The address of the page, through the browser's history. */
export class Navigation {
  readonly #listeners = new Set<() => void>();
  #address: Address;
  #cameBack = false;

  constructor() {
    this.#address = addressNow();
    window.addEventListener('popstate', () => {
      this.#cameBack = true;
      this.#changed();
    });
    window.addEventListener('hashchange', () => this.#changed());
    document.addEventListener('click', (event) => this.#followed(event));
  }

  get address(): Address {
    return this.#address;
  }

  /** Whether the page was reached by the browser's own way back or forth. */
  get cameBack(): boolean {
    return this.#cameBack;
  }

  go(href: string, how: 'push' | 'replace' = 'push'): void {
    const leaves = new URL(href, location.href).pathname !== location.pathname;
    this.#cameBack = false;
    if (how === 'replace') history.replaceState(null, '', href);
    else history.pushState(null, '', href);
    this.#changed();
    if (leaves) window.scrollTo(0, 0);
  }

  /** @returns what ends the listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#address = addressNow();
    for (const listener of this.#listeners) listener();
  }

  /** A plain click on a link to a page of ours is followed without loading the page anew. */
  #followed(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return;
    const href = link.getAttribute('href') ?? '';
    if (!href.startsWith('/') || href.startsWith('//') || href.startsWith('/v1/') || href === '/openapi.json') return;
    event.preventDefault();
    this.go(href);
  }
}

function addressNow(): Address {
  const { pathname, search, hash } = location;
  return { path: pathname, search, hash: hash.slice(1) };
}
