/** A route that a request took, and the values of its path's parameters, decoded. */
export interface RouteMatch<Route> {
  route: Route;
  parameters: Record<string, string>;
}

interface CompiledRoute<Route> {
  route: Route;
  /** Undefined for any method. */
  method: string | undefined;
  segments: Segment[];
}

type Segment = { kind: 'text' | 'parameter' | 'greedy'; value: string };

/** Which segment is the more specific. */
const SPECIFICITY: Record<Segment['kind'], number> = { text: 0, parameter: 1, greedy: 2 };

/**
 * The routes of an HTTP API (API Gateway Developer Guide, "Create routes for HTTP APIs"): the most specific path wins,
 * then a method over `ANY`, and `$default` takes what no other route does.
 */
export class RouteTable<Route extends { key: string }> {
  readonly #routes: CompiledRoute<Route>[];
  readonly #default: Route | undefined;

  constructor(routes: Route[]) {
    this.#default = routes.find(({ key }) => key === '$default');
    this.#routes = routes
      .filter(({ key }) => key !== '$default')
      .map(compile)
      .sort(compareSpecificity);
  }

  /**
   * @param path undecoded, without the query.
   * @returns undefined where no route takes the request.
   * @throws URIError if the path is not percent-encoded UTF-8.
   */
  match(method: string, path: string): RouteMatch<Route> | undefined {
    const parts = path.split('/').slice(1);
    for (const { route, method: wanted, segments } of this.#routes) {
      if (wanted !== undefined && wanted !== method) continue;
      const parameters = matchSegments(segments, parts);
      if (parameters) return { route, parameters };
    }
    return this.#default && { route: this.#default, parameters: {} };
  }
}

function compile<Route extends { key: string }>(route: Route): CompiledRoute<Route> {
  const [method = '', path = ''] = route.key.split(' ');
  const segments = path
    .split('/')
    .slice(1)
    .map((segment): Segment => {
      if (!segment.startsWith('{')) return { kind: 'text', value: segment };
      return segment.endsWith('+}')
        ? { kind: 'greedy', value: segment.slice(1, -2) }
        : { kind: 'parameter', value: segment.slice(1, -1) };
    });
  return { route, method: method === 'ANY' ? undefined : method, segments };
}

function compareSpecificity(a: CompiledRoute<unknown>, b: CompiledRoute<unknown>): number {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index++) {
    const left = SPECIFICITY[a.segments[index]?.kind ?? 'text'];
    const right = SPECIFICITY[b.segments[index]?.kind ?? 'text'];
    if (left !== right) return left - right;
  }
  return Number(a.method === undefined) - Number(b.method === undefined);
}

function matchSegments(segments: Segment[], parts: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, { kind, value }] of segments.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (kind === 'greedy') {
      parameters[value] = decodeURIComponent(parts.slice(index).join('/'));
      return parameters;
    }
    if (kind === 'text' ? part !== value : part === '') return undefined;
    if (kind === 'parameter') parameters[value] = decodeURIComponent(part);
  }
  return parts.length === segments.length ? parameters : undefined;
}
