import type { ServerResponse } from 'node:http';
import type { Clock, LocalAccount } from '../contracts.ts';
import type { EventOrigin } from './object-events.ts';
import type { S3Request } from './s3-request.ts';
import type { Bucket } from './store/bucket.ts';
import type { ObjectStore } from './store/object-store.ts';

/** What a principal must be allowed. */
export interface Permission {
  /** As `s3:GetObject`. */
  action: string;
  /** The full ARN. */
  resource: string;
}

export interface ServiceContext {
  store: ObjectStore;
  account: LocalAccount;
  clock: Clock;
}

/** What an operation on a bucket or an object works with. */
export interface BucketContext extends ServiceContext {
  bucket: Bucket;
}

/** How a request asks for an operation. */
interface Shape {
  /** As the Amazon S3 API Reference names it. */
  name: string;
  method: string;
  /** The query parameters that make it this operation. */
  required: readonly string[];
  /** Those that it may have beside. Any other one asks for something that has no local model. */
  optional: readonly string[];
}

export interface ServiceOperation extends Shape {
  level: 'service';
  permission(request: S3Request): Permission;
  run(request: S3Request, context: ServiceContext, response: ServerResponse): Promise<void> | void;
}

export interface BucketOperation extends Shape {
  level: 'bucket' | 'object';
  /** Undefined for one that asks for each of its objects itself. */
  permission(request: S3Request): Permission | undefined;
  run(request: S3Request, context: BucketContext, response: ServerResponse): Promise<void> | void;
}

export type S3Operation = ServiceOperation | BucketOperation;

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** A permission on the bucket that a request addresses. */
export function onBucket(action: string) {
  return ({ bucket }: S3Request): Permission => ({ action: `s3:${action}`, resource: bucketArn(bucket) });
}

/** A permission on the object that a request addresses. */
export function onObject(action: string) {
  return ({ bucket, key }: S3Request): Permission => ({ action: `s3:${action}`, resource: objectArn(bucket, key) });
}

/** Whom and where events say that a request came from. */
export function originOf({ authentication, message, requestId }: S3Request): EventOrigin {
  return {
    principalId: authentication.principal.accessKeyId,
    sourceAddress: message.socket.remoteAddress ?? '127.0.0.1',
    requestId,
  };
}
