/** A deployed function. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /** The deployed zip. */
  readonly zipPath: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** The maximum number of concurrent invocations; further ones are throttled. 0 stops the function. @default the API's value, or unlimited */
  readonly reservedConcurrency?: number;
  /** The destination of abandoned asynchronous events: the ARN of a queue or topic. @default none */
  readonly deadLetterQueueArn?: string;
  /** X-Ray: `Active` starts a trace if there is none; `PassThrough` only continues one. */
  readonly tracing: 'Active' | 'PassThrough';
}
