import type { Observer } from '../occurrence.ts';
import type { ApiDestination, ApiDestinations } from './api-destinations/api-destinations.ts';
import type { Connection } from './api-destinations/connection.ts';
import type { Archive, Archives } from './archives.ts';
import type { EventBuses, RuleDefinition } from './event-buses.ts';
import type { KeptResources } from './kept-resources.ts';
import type { KeptBus } from './operations/bus-operations.ts';
import type { KeptTarget } from './operations/target-operations.ts';

interface Props {
  readonly buses: EventBuses;
  readonly archives: Archives;
  readonly apiDestinations: ApiDestinations;
  readonly kept: KeptResources;
  readonly observe: Observer;
}

/**
 * Makes what was made over the API again, once Terraform's resources are there: what Terraform declares stays as it declares
 * it, as after an apply, and what was changed of it over the API is forgotten.
 */
export const makeAgain = ({ buses, archives, apiDestinations, kept, observe }: Props): void => {
  const dropped = (what: string, why: string): void =>
    observe({ kind: 'warning', message: `${what} was made over the API and is dropped: ${why}.` });

  for (const { name, description } of kept.all<KeptBus>('bus')) {
    if (buses.find(name) === undefined) buses.put(name, description);
    else kept.forget('bus', [name]);
  }
  const declaredRules = new Set(buses.all().flatMap(({ rules }) => [...rules.values()].map(({ arn }) => arn)));
  for (const rule of kept.all<RuleDefinition>('rule')) {
    const { busName, name } = rule;
    const gone = buses.find(busName) === undefined;
    if (gone) dropped(`The rule ${name}`, `its bus ${busName} is gone`);
    if (gone || declaredRules.has(buses.findRule(busName, name)?.arn ?? '')) kept.forget('rule', [busName, name]);
    else buses.putRule(rule);
  }
  for (const { busName, ruleName, target } of kept.all<KeptTarget>('target')) {
    const rule = buses.findRule(busName, ruleName);
    if (rule === undefined) dropped(`The target ${target.id}`, `its rule ${ruleName} is gone`);
    if (rule === undefined || rule.targets.has(target.id)) kept.forget('target', [busName, ruleName, target.id]);
    else rule.targets.set(target.id, target);
  }
  for (const archive of kept.all<Archive>('archive')) {
    if (archives.get(archive.name) === undefined) archives.put(archive);
    else kept.forget('archive', [archive.name]);
  }
  for (const connection of kept.all<Connection>('connection')) {
    if (apiDestinations.connections.has(connection.arn)) kept.forget('connection', [connection.name]);
    else apiDestinations.connections.set(connection.arn, connection);
  }
  for (const destination of kept.all<ApiDestination>('apiDestination')) {
    if (apiDestinations.destinations.has(destination.arn)) kept.forget('apiDestination', [destination.name]);
    else apiDestinations.destinations.set(destination.arn, destination);
  }
};
