import * as z from 'zod';
import { date, isInOrder, ListParameters, NOT_IN_ORDER } from './parameters.ts';

/** Query parameters of `GET /v1/feed`: those of the list, but by arrival. */
export const FeedParameters = z
  .strictObject({
    ...ListParameters.shape,
    from: date.describe('First day (UTC) of receipt, inclusive.').optional(),
    to: date.describe('Last day (UTC) of receipt, inclusive.').optional(),
  })
  .refine(isInOrder, NOT_IN_ORDER);
