import type { LambdaFunction } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';

/** A step of a flow in EventCatalog's format. */
export interface FlowStep {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly service?: { readonly id: string; readonly version: string };
  readonly message?: { readonly id: string; readonly version: string };
  readonly container?: { readonly id: string; readonly version: string };
  readonly externalSystem?: { readonly name: string; readonly summary: string };
  readonly custom?: { readonly title: string; readonly icon: string; readonly type: string; readonly summary: string };
  readonly next_steps: readonly { readonly id: string; readonly label?: string }[];
}

export const functionStepId = ({ shortName }: CatalogSource, { name }: LambdaFunction): string => shortName(name);
