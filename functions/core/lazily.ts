/**
 * A value that is made when it is first asked for, and kept: a schema, say, that a cold start does not need.
 * @param make gives the same each time. What it throws is thrown to whoever asks, and nothing is kept.
 */
export function lazily<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
