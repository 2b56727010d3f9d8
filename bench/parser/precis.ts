/** The whole parser: main text, metadata, language. */
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { measure } from './measure.ts';

await measure(async (bytes) => {
  try {
    return await parseFile(bytes, { name: 'page.html' }, DEFAULT_LIMITS);
  } catch (error) {
    if (error instanceof RejectedError) return undefined;
    throw error;
  }
});
