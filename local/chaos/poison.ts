import type { FaultSource, InvocationFault, InvocationPoint, RequestFault, RequestPoint } from './faults.ts';

/** Files that can never be handled, by a text that their keys hold. */
export interface Poison {
  text: string;
  /**
   * `fails`: their content can never be read, so that each try to handle one fails, alone.
   * `kills`: each invocation that gets one is killed at its first request, with all others of its batch.
   */
  how: 'fails' | 'kills';
}

const READS = /^s3:GetObject(Version)?$/;

/** The faults of poisoned files. They last until the runtime runs without. */
export function poisonFaults({ text, how }: Poison): FaultSource {
  const holds = ({ messages }: InvocationPoint) => messages.some(({ key }) => key?.includes(text));
  if (how === 'kills') {
    return {
      name: 'poison',
      invocation: (point): InvocationFault | undefined =>
        holds(point) ? { kind: 'ended', how: 'kill', request: 1, done: false } : undefined,
    };
  }
  return {
    name: 'poison',
    request({ action, resource }: RequestPoint, invocation): RequestFault | undefined {
      const isRead = READS.test(action) && keyOf(resource).includes(text);
      return isRead && invocation && holds(invocation) ? { kind: 'refused', code: 'InternalError' } : undefined;
    },
  };
}

/** The key in the ARN of an object. */
function keyOf(resource: string): string {
  return resource.slice(resource.indexOf('/') + 1);
}
