import type { Statement } from '../constructs/policy.ts';
import type { DeployedStack } from './deployed-stacks.ts';
import { BootstrapError } from './errors.ts';
import { ACCOUNT_SERVICES } from './managed/account.ts';
import { API_SERVICES } from './managed/apis.ts';
import { COMPUTE_SERVICES } from './managed/compute.ts';
import { DATA_SERVICES } from './managed/data.ts';
import { EVENT_SERVICES } from './managed/events.ts';
import type { ManagedService } from './managed/managed-service.ts';
import { MESSAGE_SERVICES } from './managed/messages.ts';
import { OBSERVABILITY_SERVICES } from './managed/observability.ts';
import type { Place } from './place.ts';

/** The services that Terraform may manage. A stack with another type of resource needs a line in one of these. */
const MANAGED_SERVICES: readonly ManagedService[] = [
  ...COMPUTE_SERVICES,
  ...DATA_SERVICES,
  ...EVENT_SERVICES,
  ...MESSAGE_SERVICES,
  ...API_SERVICES,
  ...OBSERVABILITY_SERVICES,
  ...ACCOUNT_SERVICES,
];

/** The permissions of a plan: it reads configurations everywhere in the account, and no data. */
export const reads = (): readonly Statement[] => [
  { Effect: 'Allow', Action: [...new Set(MANAGED_SERVICES.flatMap(({ read }) => read))].sort(), Resource: '*' },
];

/**
 * The permissions of an apply: every resource with a name of the environment, so that a stack may get another kind of resource without a
 * new bootstrap. Resources of the whole account may be changed only by stacks that already have them.
 *
 * Names contain the environment and not the stack, so one stack's role reaches the other stacks of its environment. The separate role of
 * each stack identifies the stack in AWS's logs.
 *
 * @throws BootstrapError `UNMANAGED_TYPE`
 */
export const writes = (place: Place, stack: DeployedStack): readonly Statement[] => {
  const unmanaged = [...stack.types].filter((type) => !MANAGED_SERVICES.some(({ types }) => types.includes(type)));
  if (unmanaged.length > 0) {
    throw new BootstrapError(
      'UNMANAGED_TYPE',
      `The stack ${stack.name} has ${unmanaged.join(', ')}, which no apply role may manage. Add the required permissions in infra/src/bootstrap/managed/.`,
    );
  }
  return MANAGED_SERVICES.filter(({ types, wholeAccount }) => wholeAccount !== true || types.some((type) => stack.types.has(type))).flatMap(
    ({ write }) => write(place),
  );
};
