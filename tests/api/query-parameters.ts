import { OPERATIONS } from '../../functions/api/openapi/operations.ts';

/** The names of the query parameters that routes of the API read. */
export const QUERY_PARAMETERS: readonly string[] = [
  ...new Set(
    Object.values(OPERATIONS).flatMap(({ parameters = [] }) =>
      parameters.filter((parameter) => parameter['in'] === 'query').map(({ name }) => String(name)),
    ),
  ),
];
