/** An event for the default event bus. */
export interface S3Event {
  readonly source: 'aws.s3';
  readonly detailType: 'Object Created' | 'Object Deleted' | 'Object Tags Added' | 'Object Tags Deleted';
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly time: string;
}
