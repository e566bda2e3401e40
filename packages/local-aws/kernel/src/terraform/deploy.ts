import type { Resource } from '@plumbline/topology';
import type { Kernel } from '../kernel.ts';
import type { OpenService, ServiceModule } from '../service-module.ts';
import { checkArguments } from './check-arguments.ts';
import type { Deployment, TerraformType } from './terraform-type.ts';
import { valuesOf } from './values.ts';

export interface DeployReport {
  readonly deployed: number;
  /** Resources that have no effect locally, by type, with the reason. */
  readonly withoutEffect: ReadonlyMap<string, string>;
  /** Resources of types that no running service supports. */
  readonly unknown: readonly Resource[];
}

interface OpenModule {
  readonly module: ServiceModule;
  readonly service: OpenService;
}

/** Deploys resolved resources from any number of stacks, service by service and type by type. */
export const deploy = async (resources: readonly Resource[], open: readonly OpenModule[], kernel: Kernel): Promise<DeployReport> => {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const withoutEffect = new Map<string, string>();
  let deployed = 0;
  for (const { module, service } of open) {
    for (const [name, type] of Object.entries(module.terraformTypes)) {
      const found = byType.get(name) ?? [];
      byType.delete(name);
      if ('noEffect' in type) {
        if (found.length > 0) withoutEffect.set(name, type.noEffect);
        continue;
      }
      for (const resource of found) await deployOne(resource, type, service, resources, kernel);
      deployed += found.length;
    }
  }
  return { deployed, withoutEffect, unknown: [...byType.values()].flat() };
};

const deployOne = async (
  resource: Resource,
  type: TerraformType<OpenService>,
  service: OpenService,
  resources: readonly Resource[],
  { account, clock, iam }: Kernel,
): Promise<void> => {
  checkArguments(resource, type);
  const related: Deployment['related'] = (relatedType, attribute, equals) =>
    resources
      .filter((other) => other.stack === resource.stack && other.type === relatedType && other.values[attribute] === equals)
      .map(valuesOf);
  await type.deploy(service, { account, clock, iam, resource, values: valuesOf(resource), related });
};
