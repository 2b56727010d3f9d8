import { PrecisError } from '../../functions/core/errors.ts';

/** The app could not be synthesized, or what lies in the assembly's directory is no cloud assembly. */
export class AssemblyError extends PrecisError {}
