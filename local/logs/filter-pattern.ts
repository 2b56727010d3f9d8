import { ServiceError } from '../service-error.ts';

/** Finds lines of JSON. */
export interface FilterPattern {
  matches(line: string): boolean;
}

/** One comparison, in parentheses or not: `$.messageId = "…"`. */
const COMPARISON = /^\(?\s*\$\.(\w+)\s*=\s*"([^"\\]*)"\s*\)?$/;

/**
 * Reads the filter patterns that Precis uses: JSON objects with one of some texts in a property, as
 * `{ ($.a = "x") || ($.a = "y") }` (Amazon CloudWatch Logs User Guide, "Filter pattern syntax").
 * @throws ServiceError for any other pattern: it has no local model.
 */
export function readFilterPattern(pattern: string): FilterPattern {
  const [, inner] = /^\s*\{(.*)\}\s*$/s.exec(pattern) ?? [];
  const comparisons = inner?.split('||').map((each) => COMPARISON.exec(each.trim())) ?? [null];
  const wanted = comparisons.map((found) => {
    const [, property, text] = found ?? [];
    if (property !== undefined && text !== undefined) return { property, text };
    throw new ServiceError('InvalidParameterException', `The filter pattern ${pattern} has no local model.`);
  });
  return {
    matches(line) {
      if (!wanted.some(({ text }) => line.includes(text))) return false;
      const value = objectIn(line);
      return value !== undefined && wanted.some(({ property, text }) => value.get(property) === text);
    },
  };
}

function objectIn(line: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    // Not every line is JSON.
    return undefined;
  }
}
