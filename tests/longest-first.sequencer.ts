import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects by how long their files take; those of others are short. */
const LONG = ['browser', 'pipeline', 'apart', 'parts'];

const rankOf = ({ project }: TestSpecification): number => {
  const rank = LONG.indexOf(project.name);
  return rank < 0 ? LONG.length : rank;
};

/**
 * Begins with the projects whose files take longest, so that no core idles while the last of them ends; the files of a
 * project stay together, for they share processes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // Within a project, the order of the base: by what earlier runs took, or by size.
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}
