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
  /** Invocations that may run at once; further ones are throttled. 0 stops the function. @default as the API says, else unlimited */
  readonly reservedConcurrency?: number;
  /** Where asynchronous events go that are given up: the ARN of a queue or topic. @default nowhere */
  readonly deadLetterQueueArn?: string;
  /** X-Ray: `Active` starts a trace where none is; `PassThrough` only goes on with one. */
  readonly tracing: 'Active' | 'PassThrough';
}
