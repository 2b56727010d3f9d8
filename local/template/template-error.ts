import { PrecisError } from '../../functions/core/errors.ts';

/** The template asks for something that this machine has no model of, so the start stops rather than run without it. */
export class TemplateError extends PrecisError {}
