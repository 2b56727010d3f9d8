/**
 * AWS's list prices, in US dollars without tax, free tier or discount, for the first (dearest) tier of each. They are data,
 * not settings: the cost benchmark and the dashboard multiply what was counted by them. AWS changes them without notice, so
 * `asOf` says when they were last compared with the sources beside them.
 *
 * The sources: *list* is AWS's Price List as published, *page* AWS's own pricing page or documentation, *unverified* a figure
 * that several third parties quote, since the page itself shows its numbers by script alone.
 */
export const PRICES = {
  asOf: '2026-11-27',
  region: 'us-east-1',

  /** https://aws.amazon.com/s3/pricing/. Deleting costs nothing. */
  s3: {
    /** PUT, COPY, POST and LIST. Unverified. */
    usdPerPutRequest: 0.000_005,
    /** GET, HEAD and all others. Unverified. */
    usdPerGetRequest: 0.000_000_4,
    /** Standard class, first 50 TB. Unverified. */
    usdPerGbMonth: 0.023,
  },

  /** https://aws.amazon.com/sqs/pricing/. Each 64 KB of a request's payload is one request. */
  sqs: {
    /** Standard queues, whatever the action, also receiving nothing. Unverified. */
    usdPerRequest: 0.000_000_4,
  },

  /** https://aws.amazon.com/lambda/pricing/. */
  lambda: {
    /** The time of initialisation counts as that of the handler does. Unverified. */
    usdPerArm64GbSecond: 0.000_013_333_4,
    /** Page: the worked examples. */
    usdPerRequest: 0.000_000_2,
  },

  /** https://aws.amazon.com/dynamodb/pricing/on-demand/, standard table class. */
  dynamodb: {
    /** A unit writes 1 KB; a deletion is a write, and so is a write that its condition refused. List of 2026-09-11. */
    usdPerWriteRequestUnit: 0.000_000_625,
    /** A unit reads 4 KB consistently, or twice that eventually. List of 2026-09-11. */
    usdPerReadRequestUnit: 0.000_000_125,
    /** Beyond the 25 GB that are free. Unverified. */
    usdPerGbMonth: 0.25,
    /** Point-in-time recovery, by the table's size. Unverified. */
    usdPerRecoveryGbMonth: 0.2,
  },

  /** https://aws.amazon.com/cloudwatch/pricing/. */
  cloudwatch: {
    /** Lambda's and the API's logs, standard class, first 10 TB a month. Quoted by a review of 2026-06-13. */
    usdPerLogGb: 0.5,
    /** An alarm of standard resolution on one metric. Unverified. */
    usdPerAlarmMonth: 0.1,
    /** A dashboard beyond the three that are free (with up to 50 metrics each). Quoted by a review of 2026-06-13. */
    usdPerDashboardMonth: 3,
    /** A custom metric, of the first 10,000. Quoted by a review of 2026-02-15. */
    usdPerMetricMonth: 0.3,
  },

  /** https://aws.amazon.com/api-gateway/pricing/. Each 512 KB of a request is one request. */
  httpApi: {
    /** First 300 million a month. Page: the worked examples, and AWS's whitepaper on private APIs. */
    usdPerRequest: 0.000_001,
  },

  /** https://aws.amazon.com/eventbridge/pricing/. */
  eventBridge: {
    /** Each 64 KB of a custom event is one event; delivery within the account costs nothing. List of 2025-10-28. */
    usdPerCustomEvent: 0.000_001,
  },

  /** https://aws.amazon.com/eventbridge/pricing/, EventBridge Scheduler. */
  scheduler: {
    /** Beyond the 14 million that are free each month. Unverified. */
    usdPerInvocation: 0.000_001,
  },

  /** https://aws.amazon.com/ses/pricing/. */
  ses: {
    /** To each recipient. Unverified. */
    usdPerEmail: 0.000_1,
  },

  /** https://aws.amazon.com/kms/pricing/. */
  kms: {
    /** A customer managed key; each of the first two rotations adds as much. Unverified. */
    usdPerKeyMonth: 1,
  },

  /** https://aws.amazon.com/sns/pricing/. */
  sns: {
    /** Unverified. */
    usdPerEmail: 0.000_02,
  },

  /** https://aws.amazon.com/ec2/pricing/on-demand/, beyond the first 100 GB a month. */
  dataTransfer: {
    /** From AWS to the internet, first 10 TB. Unverified. */
    usdPerGbOut: 0.09,
  },
} as const;

/** The bytes of a gigabyte as AWS bills storage, logs and transfer: 2^30. Unverified for transfer. */
export const BYTES_PER_GB = 2 ** 30;
