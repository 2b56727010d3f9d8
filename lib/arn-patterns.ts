import { PARTITIONS } from '../functions/core/partition.ts';

const PARTITION = `(?<partition>${PARTITIONS.join('|')})`;
const REGION = '(?<region>[a-z]{2}(?:-[a-z]+)+-\\d)';
const ACCOUNT = '(?<account>\\d{12})';

/** The ARNs that settings name, with groups for where each is. AWS's own policies have the account `aws`. */
export const KEY_ARN = new RegExp(`^arn:${PARTITION}:kms:${REGION}:${ACCOUNT}:key/[A-Za-z0-9-]+$`);
export const POLICY_ARN = new RegExp(`^arn:${PARTITION}:iam::(?<account>\\d{12}|aws):policy/[\\w+=,.@/-]+$`);
export const CERTIFICATE_ARN = new RegExp(`^arn:${PARTITION}:acm:${REGION}:${ACCOUNT}:certificate/[A-Za-z0-9-]+$`);

/**
 * An event bus (Amazon EventBridge User Guide, "Event bus names": letters, digits and `.-_/`). It has no group for the
 * account, as it may be of another.
 */
export const BUS_ARN = new RegExp(`^arn:${PARTITION}:events:${REGION}:\\d{12}:event-bus/[\\w./-]{1,256}$`);
