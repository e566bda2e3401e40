/** The running system for a command of `plumb`: the local or the deployed one. */
export interface LiveSystem {
  /** The location of the system, for the terminal. */
  readonly where: string;
  /** The configuration for clients of the AWS SDK: `new S3Client(at.client)`. */
  readonly client: {
    readonly endpoint?: string;
    readonly region?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** The deployed name of a table, queue or function. */
  named(name: string): string;
  /** The deployed name of a bucket. */
  bucketNamed(name: string): Promise<string>;
  /** An X-Ray trace for the terminal. */
  trace(traceId: string): Promise<DrawnTrace>;
}

export interface DrawnTrace {
  readonly lines: readonly string[];
  /** Whether all segments of the trace descend from its first segment. */
  readonly isUnbroken: boolean;
}
