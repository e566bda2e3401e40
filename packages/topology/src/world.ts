/** The facts that a deployment would know and that the caller must give a reader. */
export interface World {
  /** Twelve digits. */
  readonly accountId: string;
  /** Used if a stack's provider does not name a region. */
  readonly region: string;
  readonly partition: string;
  /** The prefix of queue URLs, such as `https://sqs.eu-west-1.amazonaws.com`. */
  readonly sqsEndpoint: string;
  /** The endpoint of a local AWS, such as `http://127.0.0.1:4566`, which also serves deployed APIs. @default APIs have AWS's host names */
  readonly localEndpoint?: string;
}
