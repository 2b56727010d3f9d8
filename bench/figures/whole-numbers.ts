import { ConfigurationError } from '../../functions/core/errors.ts';

/**
 * Whole numbers from 1 up, ascending, as an option gives them: `1000,10000`.
 * @throws ConfigurationError that names the option.
 */
export function wholeNumbers(option: string, text: string): number[] {
  const numbers = text.split(',').map(Number);
  const isRight = numbers.every((number, index) => Number.isSafeInteger(number) && number > (numbers[index - 1] ?? 0));
  if (isRight) return numbers;
  throw new ConfigurationError(
    `${option} takes whole numbers from 1, ascending, as 1000,10000; not ${JSON.stringify(text)}.`,
  );
}

/** One whole number from 1 up. @throws ConfigurationError that names the option. */
export function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new ConfigurationError(`${option} takes one whole number from 1, not ${JSON.stringify(text)}.`);
}
