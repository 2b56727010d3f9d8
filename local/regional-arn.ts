import { partitionOf } from '../functions/core/partition.ts';
import type { LocalAccount } from './contracts.ts';

/** The ARN of something in the account and region of this machine; buckets and IAM have none of a region. */
export function regionalArn(service: string, resource: string, { accountId, region }: LocalAccount): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}
