import { eventKey } from '../object-events.ts';
import { invalidArgument } from '../s3-error.ts';

/** Most entries of one page, and how many come unasked (Amazon S3 API Reference). */
const PAGE = 1000;

/** How keys are written into an answer. */
export type Encode = (key: string) => string;

/** @throws S3Error for an unknown `encoding-type`. */
export function keyEncoding(query: URLSearchParams): Encode {
  const type = query.get('encoding-type');
  if (type === null || type === '') return (key) => key;
  if (type !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request');
  return eventKey;
}

/** @returns the size of a page. @throws S3Error for one that is no whole number. */
export function mostOf(query: URLSearchParams, parameter: string): number {
  const value = query.get(parameter);
  if (value === null || value === '') return PAGE;
  if (!/^\d{1,10}$/.test(value) || Number(value) > 2_147_483_647) {
    throw invalidArgument(`Provided ${parameter} not an integer or within integer range`);
  }
  return Math.min(Number(value), PAGE);
}
