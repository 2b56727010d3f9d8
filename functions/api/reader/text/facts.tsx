import { type ComponentChildren, toChildArray } from 'preact';

/** Facts in one line with a dot between them, which is text, so that it is copied with them. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <>{toChildArray(children).map((fact, index) => [index > 0 ? ' · ' : '', fact])}</>;
}
