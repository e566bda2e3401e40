import type { Principal } from '@plumbline/local-aws-kernel';

/** A call to a deployed stage, from the network or from EventBridge. */
export interface RestCall {
  readonly restApiId: string;
  readonly stage: string;
  readonly method: string;
  /** Below the stage, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly caller: Principal;
}
