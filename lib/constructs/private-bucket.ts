import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageQueue } from './stage-queue.ts';

export interface PrivateBucketProps {
  /**
   * Where its objects are. Puts elsewhere are refused, whoever asks: a file beside the inbox would be taken for received
   * and read by nothing.
   */
  prefixes: string[];
  /** Whether the bucket outlives its stack. */
  retain: boolean;
  /**
   * Encrypts its objects, by a key of the bucket derived from it, so that KMS is asked seldom; undefined for S3's own key,
   * which a bucket of access logs has to have (Amazon S3 User Guide, "Enabling Amazon S3 server access logging").
   */
  key?: kms.IKey | undefined;
  /** Where its access log goes, under `accessLogPrefix`; undefined for the bucket that holds the logs. */
  accessLogs?: PrivateBucket;
  /** Keeps overwritten and deleted versions, for so long where `noncurrentDays` is given. */
  versions?: { noncurrentDays: number | undefined };
  /** Days after which objects expire; undefined keeps them. */
  expirationDays?: number | undefined;
  /** The prefixes whose objects expire, where not all do. */
  expiringPrefixes?: string[];
  /** The origins of pages whose forms may upload, each by leave that the API gives (a presigned POST); none by default. */
  uploadOrigins?: string[];
}

/** How long a browser remembers what it may do, in seconds. */
const CORS_SECONDS = 3600;

/** Where the access log of the bucket with this id is, in the bucket that holds the logs. */
export function accessLogPrefix(id: string): string {
  return `${id.toLowerCase()}/`;
}

/** A bucket that nobody outside may read: no public access, TLS only, encrypted, uploads left half-way cleared. */
export class PrivateBucket extends Construct {
  readonly bucket: s3.Bucket;
  readonly prefixes: readonly string[];
  readonly key: kms.IKey | undefined;
  readonly #resource: s3.CfnBucket;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.key = props.key;
    this.prefixes = props.prefixes;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(props.key
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey: props.key, bucketKeyEnabled: true }
        : { encryption: s3.BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: props.versions !== undefined,
      lifecycleRules: lifecycleRules(props),
      cors: corsRules(props),
      removalPolicy: props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(props.accessLogs
        ? {
            serverAccessLogsBucket: props.accessLogs.bucket as s3.IBucket,
            serverAccessLogsPrefix: accessLogPrefix(id),
          }
        : {}),
    });
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'UnderThePrefixesAlone',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:PutObject'],
        notResources: props.prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`)),
      }),
    );
    // A bucket that stays is as closed as it was.
    if (props.retain) this.bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const resource = this.bucket.node.defaultChild;
    if (!(resource instanceof s3.CfnBucket)) throw new TypeError('An S3 bucket has no resource of its own.');
    this.#resource = resource;
  }

  /**
   * Tells a queue of the same stack what happens to objects. The notification is a property of the bucket itself, which
   * CDK's own construct would set by a function of its own at deployment.
   * @param events as `s3:ObjectCreated:*`, each under each prefix. May be called once for each bucket.
   */
  notify(target: StageQueue, { events, prefixes }: { events: string[]; prefixes: string[] }): void {
    target.allowBuckets();
    this.#resource.notificationConfiguration = {
      queueConfigurations: prefixes.flatMap((prefix) =>
        events.map((event) => ({
          event,
          queue: target.queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
        })),
      ),
    };
    // S3 tries the queue when the notification is set: its policy has to be there by then.
    this.#resource.node.addDependency(target.queue.node.findChild('Policy'));
  }
}

/** A page may post a form and learn what S3 made of it; it may read nothing. */
function corsRules({ uploadOrigins = [] }: PrivateBucketProps): s3.CorsRule[] {
  if (uploadOrigins.length === 0) return [];
  return [
    {
      allowedMethods: [s3.HttpMethods.POST],
      allowedOrigins: uploadOrigins,
      allowedHeaders: ['content-type'],
      exposedHeaders: ['etag', 'x-amz-version-id'],
      maxAge: CORS_SECONDS,
    },
  ];
}

/** A rule has one prefix (Amazon S3 User Guide, "Lifecycle configuration elements"). */
function expiry(days: number | undefined, prefixes: string[] | undefined): s3.LifecycleRule[] {
  if (days === undefined) return [];
  const expiration = Duration.days(days);
  if (prefixes === undefined) return [{ id: 'expire', expiration }];
  return prefixes.map((prefix) => ({ id: `expire-${prefix.replace('/', '')}`, prefix, expiration }));
}

function lifecycleRules({ expirationDays, expiringPrefixes, versions }: PrivateBucketProps): s3.LifecycleRule[] {
  const noncurrentDays = versions?.noncurrentDays;
  return [
    {
      id: 'clear-uploads-left-half-way',
      abortIncompleteMultipartUploadAfter: Duration.days(1),
    },
    ...expiry(expirationDays, expiringPrefixes),
    ...(noncurrentDays === undefined
      ? []
      : [
          {
            id: 'expire-old-versions',
            noncurrentVersionExpiration: Duration.days(noncurrentDays),
            expiredObjectDeleteMarker: true,
          },
        ]),
  ];
}
