import { PROBLEMS, type ProblemKind, problemType } from '../problem.ts';
import { type Json, reference } from './component-schemas.ts';

/** An answer of the document: what it means, and its body by media type. */
interface Answer {
  readonly description: string;
  readonly content: Json;
}

const GATEWAY_MESSAGE: Json = {
  schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
};

/** The statuses that API Gateway answers itself. */
const GATEWAY_ERRORS: Readonly<Record<number, string>> = {
  400: 'The path is malformed.',
  401: 'Not signed in.',
  403: 'Not signed, or not permitted.',
  413: 'The request is larger than 10 MB.',
  429: 'Too many requests.',
  500: 'The function failed.',
  503: 'The function did not answer in time.',
};

function gatewayAnswer(description: string): Answer {
  return {
    description: `${description} Answered by API Gateway itself.`,
    content: { 'application/json': GATEWAY_MESSAGE },
  };
}

function problemAnswer(kind: ProblemKind): Answer {
  return {
    description: `${PROBLEMS[kind].title} (${problemType(kind)}).`,
    content: { 'application/problem+json': { schema: reference('Problem') } },
  };
}

/**
 * The answers that are errors, by status; those that share one are told apart by media type, and problems by their
 * `type`.
 */
export function errorAnswers(kinds: readonly ProblemKind[]): Json {
  const answers = new Map<number, Answer>();
  const add = (status: number, { description, content }: Answer) => {
    const present = answers.get(status);
    answers.set(status, {
      description: present === undefined ? description : `${present.description} ${description}`,
      content: { ...present?.content, ...content },
    });
  };
  for (const kind of kinds) add(PROBLEMS[kind].status, problemAnswer(kind));
  for (const [status, description] of Object.entries(GATEWAY_ERRORS)) add(Number(status), gatewayAnswer(description));
  return Object.fromEntries(answers);
}
