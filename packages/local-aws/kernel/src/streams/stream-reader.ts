/**
 * A change of an item, in the form that a function receives.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: object;
    readonly NewImage?: object;
    readonly OldImage?: object;
    /** 21 digits, in the order of the changes. */
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly eventSourceARN: string;
  /** Only when TTL deleted the item: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
}

/** Reads the changes of tables. Each stream has one shard. Every method but `exists` throws AwsError when the stream does not exist. */
export interface StreamReader {
  exists(streamArn: string): boolean;
  shardId(streamArn: string): string;
  /** The oldest records after the sequence number `after`, without those that AWS has trimmed. */
  read(streamArn: string, options: { readonly after: string; readonly max: number }): readonly StreamRecord[];
  /** The sequence number of the newest record; empty if there has not been any. */
  latest(streamArn: string): string;
  /** Calls `run` when a record is on disk. One call covers several records. @returns a function that ends the subscription. */
  onRecord(streamArn: string, run: () => void): () => void;
}
