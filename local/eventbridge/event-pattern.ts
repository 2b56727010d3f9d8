import { ConfigurationError } from '../../functions/core/errors.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';

/**
 * Event patterns (Amazon EventBridge User Guide, "Event patterns" and "Comparison operators"), as far as they are modelled:
 * exact values, `prefix`, `suffix`, `anything-but`, `exists` and `numeric`. Of an array in an event, one member must match.
 */

/** Whether a pattern matches an event. */
export type Matches = (event: JsonObject) => boolean;

/** Whether one of the values at a place matches; there is none where the field is absent. */
type Test = (values: readonly Json[]) => boolean;

/**
 * Reads a pattern.
 * @param where what has it, for messages.
 * @throws ConfigurationError for an operator that is not modelled, by its name, and for what is no pattern.
 */
export function readPattern(pattern: Json | undefined, where: string): Matches {
  const test = readFields(pattern, where);
  return (event) => test([event]);
}

function readFields(pattern: Json | undefined, where: string): Test {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) throw malformed(where);
  const fields = Object.entries(pattern).map(([name, wanted]) => {
    if (name === '$or') throw unknownOperator(name, where);
    const path = `${where}.${name}`;
    const test = Array.isArray(wanted) ? readAlternatives(wanted, path) : readFields(wanted, path);
    return { name, test };
  });
  // The fields of an object in an array are those of one and the same.
  return (values) =>
    membersOf(values).some((value) => {
      const object = isObject(value) ? value : {};
      return fields.every(({ name, test }) => test(Object.hasOwn(object, name) ? [object[name] ?? null] : []));
    });
}

/** No value is as an object without fields, of which a pattern may ask that there are none. */
function membersOf(values: readonly Json[]): readonly Json[] {
  const members = values.flatMap((value) => (Array.isArray(value) ? value : [value]));
  return members.length === 0 ? [{}] : members;
}

function readAlternatives(alternatives: readonly Json[], where: string): Test {
  if (alternatives.length === 0) throw malformed(where);
  const tests = alternatives.map((one) => readAlternative(one, where));
  return (values) => {
    const leaves = values.flatMap((value) => (Array.isArray(value) ? value : [value]));
    return tests.some((test) => test(leaves));
  };
}

function readAlternative(wanted: Json, where: string): Test {
  if (!isObject(wanted)) {
    if (Array.isArray(wanted)) throw malformed(where);
    return (leaves) => leaves.includes(wanted);
  }
  const [[operator, operand] = ['', null], ...others] = Object.entries(wanted);
  if (others.length > 0) throw malformed(where);
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') throw malformed(where);
    return (leaves) => leaves.some((leaf) => !isObject(leaf)) === operand;
  }
  const test = readOperator(operator, operand, where);
  return (leaves) => leaves.some(test);
}

function readOperator(operator: string, operand: Json, where: string): (leaf: Json) => boolean {
  switch (operator) {
    case 'prefix':
    case 'suffix': {
      if (isObject(operand)) throw unknownOperator(`${operator} ${Object.keys(operand).join()}`, where);
      if (typeof operand !== 'string') throw malformed(where);
      return (leaf) =>
        typeof leaf === 'string' && (operator === 'prefix' ? leaf.startsWith(operand) : leaf.endsWith(operand));
    }
    case 'anything-but':
      return readAnythingBut(operand, where);
    case 'numeric':
      return readNumeric(operand, where);
    default:
      throw unknownOperator(operator, where);
  }
}

function readAnythingBut(operand: Json, where: string): (leaf: Json) => boolean {
  if (isObject(operand)) {
    const [[operator, inner] = ['', null], ...others] = Object.entries(operand);
    if (others.length > 0) throw malformed(where);
    if (operator !== 'prefix' && operator !== 'suffix') throw unknownOperator(`anything-but ${operator}`, where);
    const test = readOperator(operator, inner, where);
    return (leaf) => typeof leaf === 'string' && !test(leaf);
  }
  const refused = Array.isArray(operand) ? operand : [operand];
  const isSimple = refused.every((one) => typeof one === 'string' || typeof one === 'number');
  if (!isSimple || refused.length === 0) throw malformed(where);
  return (leaf) => !isObject(leaf) && refused.every((one) => one !== leaf);
}

const COMPARISONS: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function readNumeric(operand: Json, where: string): (leaf: Json) => boolean {
  const parts = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) throw malformed(where);
  const tests = Array.from({ length: parts.length / 2 }, (_, index) => {
    const [sign, bound] = parts.slice(2 * index, 2 * index + 2);
    const compare = typeof sign === 'string' ? COMPARISONS[sign] : undefined;
    if (compare === undefined) throw unknownOperator(`numeric ${String(sign)}`, where);
    if (typeof bound !== 'number') throw malformed(where);
    return (value: number) => compare(value, bound);
  });
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf));
}

function unknownOperator(operator: string, where: string): ConfigurationError {
  return new ConfigurationError(`The operator ${JSON.stringify(operator)} of ${where} has no local model.`, {
    remedy: 'Write the pattern without it, or model it in local/eventbridge/event-pattern.ts.',
  });
}

function malformed(where: string): ConfigurationError {
  return new ConfigurationError(`${where} is not what an event pattern may hold.`, {
    remedy: 'A pattern is an object of fields, each with a list of what it may be.',
  });
}
