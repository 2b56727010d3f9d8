/** The partitions of AWS that the stacks are synthesized and tested for. */
export const PARTITIONS = ['aws', 'aws-us-gov'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** The partition of a region of one of them (AWS IAM User Guide, "Amazon Resource Names (ARNs)"). */
export function partitionOf(region: string): Partition {
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
