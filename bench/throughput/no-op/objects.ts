/** An object as the S3 client names it. */
export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
}

interface Notification {
  /** Absent in the test event that S3 sends when notifications are set up. */
  readonly Records?: readonly { readonly s3: { bucket: { name: string }; object: { key: string } } }[];
}

/** The objects that a notification of S3 tells of, whose keys it writes as forms do. */
export function objectsOf(body: string): ObjectName[] {
  const { Records = [] }: Notification = JSON.parse(body);
  return Records.map(({ s3: { bucket, object } }) => ({
    Bucket: bucket.name,
    Key: decodeURIComponent(object.key.replaceAll('+', ' ')),
  }));
}
