/**
 * The error classes of Precis. A user sees what happened (`message`), to which file (`file`) and what to do (`remedy`).
 */

export interface ErrorContext {
  /** The file, key or argument that it happened to. */
  file?: string;
  /** What the user can do about it, as a sentence. */
  remedy?: string;
  cause?: unknown;
}

/**
 * Base of all errors that Precis raises on purpose. Each class says its name in words: the log tells errors apart by it, and
 * what runs in Lambda is minified, which shortens the names of classes.
 */
export class PrecisError extends Error {
  static override readonly name: string = 'PrecisError';
  readonly file: string | undefined;
  readonly remedy: string | undefined;

  constructor(message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = new.target.name;
    this.file = context.file;
    this.remedy = context.remedy;
  }
}

/** Why a file or an article cannot become a brief, ever: recorded and acknowledged, never retried. */
export const REJECTION_CODES = [
  'empty',
  'not-text',
  'unsupported-format',
  'encrypted',
  'too-large',
  'too-many-parts',
  'too-complex',
  'malformed',
  'key-too-long',
  'item-too-large',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** A permanent refusal of one file or article. */
export class RejectedError extends PrecisError {
  static override readonly name: string = 'RejectedError';
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, context: ErrorContext = {}) {
    super(message, context);
    this.code = code;
  }
}

/** Something that may well work later (throttle, time-out, 5xx): the message is retried. */
export class TransientError extends PrecisError {
  static override readonly name: string = 'TransientError';
}

/** Stored data that does not have the shape that its writer promised. */
export class CorruptDataError extends PrecisError {
  static override readonly name: string = 'CorruptDataError';
}

/** A request that the caller has to change. */
export class InvalidRequestError extends PrecisError {
  static override readonly name: string = 'InvalidRequestError';
}

/** A cursor that is not one, or belongs to another query. */
export class InvalidCursorError extends InvalidRequestError {
  static override readonly name: string = 'InvalidCursorError';
}

/** A setting that is unknown, missing or contradicts another. */
export class ConfigurationError extends PrecisError {
  static override readonly name: string = 'ConfigurationError';
}
