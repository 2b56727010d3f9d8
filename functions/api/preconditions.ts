import { type ApiRequest, digestOf } from './http.ts';
import { ProblemError } from './problem.ts';

/** The tags of a header, each without its quotation marks and content coding; a weak one matches nothing that changes. */
function tagsOf(header: string): string[] {
  return header.split(',').map((tag) => {
    const [, digest = '*'] = /^"([0-9a-f]+)(?:-\w+)?"$/.exec(tag.trim()) ?? [];
    return digest === '*' && tag.trim() !== '*' ? '' : digest;
  });
}

/**
 * Holds a request that changes something against what its caller has seen (RFC 9110, 13.1.1 and 13.1.2).
 * @param current the representation that GET answers now; undefined where there is none.
 * @returns whether the caller asked for it to be as it is now: then it may not change meanwhile either.
 * @throws ProblemError `changed` where `If-Match` names another, or `If-None-Match: *` is asked of what there is.
 */
export function checkPreconditions(request: ApiRequest, mediaType: string, current: string | undefined): boolean {
  const match = request.headers['if-match'];
  const noneMatch = request.headers['if-none-match'];
  const digest = current === undefined ? undefined : digestOf(mediaType, current);
  const isNamed = (header: string) =>
    digest !== undefined && tagsOf(header).some((tag) => tag === '*' || tag === digest);
  if (match !== undefined && !isNamed(match)) {
    throw new ProblemError('changed', 'Get it again: somebody changed or removed it since.');
  }
  if (noneMatch !== undefined && isNamed(noneMatch)) throw new ProblemError('changed', 'There is one already.');
  return match !== undefined || noneMatch !== undefined;
}
