import { ConfigurationError } from '../core/errors.ts';

/** Reads a required environment variable. @throws ConfigurationError if it is absent or empty. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new ConfigurationError(`The environment variable ${name} is missing.`, {
      remedy: 'Deploy again: the stack sets it.',
    });
  }
  return value;
}

/** Reads a required whole number. @throws ConfigurationError if it is absent or none. */
export function requiredWholeNumber(name: string): number {
  required(name);
  return optionalWholeNumber(name) ?? 0;
}

/** Reads a whole number from an environment variable; undefined where it is absent. @throws ConfigurationError */
export function optionalWholeNumber(name: string): number | undefined {
  const value = process.env[name];
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) {
    throw new ConfigurationError(`The environment variable ${name} is not a whole number.`);
  }
  return number;
}
