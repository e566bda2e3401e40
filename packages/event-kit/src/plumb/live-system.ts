/** The running system that a command of `plumb` looks at: the one on this machine, or the deployed one. */
export interface LiveSystem {
  /** Where it is, for a person. */
  readonly where: string;
  /** What clients of the AWS SDK are made with: `new S3Client(at.client)`. */
  readonly client: {
    readonly endpoint?: string;
    readonly region?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** The deployed name of a table, queue or function. */
  named(name: string): string;
  /** The deployed name of a bucket. */
  bucketNamed(name: string): Promise<string>;
  /** An X-Ray trace for a person. */
  trace(traceId: string): Promise<DrawnTrace>;
}

export interface DrawnTrace {
  readonly lines: readonly string[];
  /** Whether each part of it hangs below the one that began it. */
  readonly isUnbroken: boolean;
}
