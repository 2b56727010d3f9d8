/** The names of the two stacks of one stage. */
export interface StackNames {
  readonly data: string;
  readonly app: string;
}

/** How the stacks of a stage are named: what deploys them and what finds them again go by the same rule. */
export function stackNamesOf(stage: string): StackNames {
  return { data: `Precis-${stage}-Data`, app: `Precis-${stage}-App` };
}
