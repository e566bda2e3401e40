import type { AwsService } from './endpoint/aws-service.ts';
import type { Kernel } from './kernel.ts';
import type { Offers, Ports } from './ports.ts';
import type { TerraformTypes } from './terraform/terraform-type.ts';

/**
 * One AWS service, as local-aws runs it. Every service has this shape, and nothing else joins it to the others.
 *
 * @example
 * ```ts
 * export const sqs: ServiceModule<Sqs> = { name: 'sqs', terraformTypes, open: openSqs };
 * ```
 */
export interface ServiceModule<S extends OpenService = OpenService> {
  /** As in its ARNs, such as `sqs`. */
  readonly name: string;
  /** The resource types that it deploys or knows to have no effect, in the order in which they need each other. */
  readonly terraformTypes: TerraformTypes<S>;
  open(kernel: Kernel, ports: Ports): S;
}

/** A service that has been opened. What else it has is for its own Terraform types and tests. */
export interface OpenService {
  /** Its API. */
  readonly service?: AwsService;
  readonly offers?: Offers;
  /** Starts what runs by itself. Called when everything is deployed, before jobs start. */
  start?(): void;
  /** Lets go of callers that wait and ends what runs, so that jobs can end. */
  drain?(): void | Promise<void>;
  /** Ends timers and watches. Jobs have ended by then. */
  stop?(): void;
}
