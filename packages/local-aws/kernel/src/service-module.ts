import type { AwsService } from './endpoint/aws-service.ts';
import type { Kernel } from './kernel.ts';
import type { Offers, Ports } from './ports.ts';
import type { TerraformTypes } from './terraform/terraform-type.ts';

/**
 * One AWS service, as local-aws runs it. Every service has this shape, and nothing else connects it to the others.
 *
 * @example
 * ```ts
 * export const sqs: ServiceModule<Sqs> = { name: 'sqs', terraformTypes, open: openSqs };
 * ```
 */
export interface ServiceModule<S extends OpenService = OpenService> {
  /** As in its ARNs, such as `sqs`. */
  readonly name: string;
  /** The resource types that it deploys, or that have no effect, in the order of their dependencies. */
  readonly terraformTypes: TerraformTypes<S>;
  open(kernel: Kernel, ports: Ports): S;
}

/** An open service. Its further members are for its own Terraform types and tests. */
export interface OpenService {
  /** Its API. */
  readonly service?: AwsService;
  readonly offers?: Offers;
  /** Starts background work. Called when all resources are deployed, before jobs start. */
  start?(): void;
  /** Releases waiting callers and ends running work, so that jobs can end. */
  drain?(): void | Promise<void>;
  /** Ends timers and watches, after the jobs have ended. */
  stop?(): void;
}
