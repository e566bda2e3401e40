import type { Resource } from '@plumbline/topology';
import type { Kernel } from '../kernel.ts';
import type { Values } from './values.ts';

/** The deployment of a service's resource types, by type, in the order of their dependencies. */
export type TerraformTypes<S> = Readonly<Record<string, TerraformType<S> | NoEffect>>;

/** A resource type that a service deploys. An argument that is neither honoured nor harmless stops the start. */
export interface TerraformType<S> {
  /** Arguments that are honoured; those of a block with a dot, such as `ttl.attribute_name`. The name of a block alone honours all of it. */
  readonly honours: readonly string[];
  /** Arguments that change nothing on a laptop, each with the reason. */
  readonly harmless?: Readonly<Record<string, string>>;
  deploy(service: S, deployment: Deployment): void | Promise<void>;
}

/** A resource type that has no effect on a laptop. */
export interface NoEffect {
  readonly noEffect: string;
}

/** A resource to deploy, with the others of its stack, because some types are read together, such as a bucket's. */
export interface Deployment extends Pick<Kernel, 'account' | 'clock' | 'iam'> {
  readonly resource: Resource;
  readonly values: Values;
  /** The values of the resources of `type` in the same stack whose `attribute` is `equals`. */
  related(type: string, attribute: string, equals: string): readonly Values[];
}
