import type { Observer, Store } from '@plumbline/local-aws-kernel';
import { openSettings, type Settings } from '@plumbline/local-aws-kernel';
import type { ApiDestination, ApiDestinations } from './api-destinations/api-destinations.ts';
import type { Connection } from './api-destinations/connection.ts';
import type { Archive, Archives } from './archives.ts';
import type { EventBus, EventBuses, Rule, RuleDefinition } from './event-buses.ts';
import type { Target } from './target.ts';

export interface BusDefinition {
  readonly name: string;
  readonly description?: string;
}

/** A target with the rule that it belongs to. */
export interface TargetDefinition {
  readonly busName: string;
  readonly ruleName: string;
  readonly target: Target;
}

/** Creates or changes resources. */
export interface Puts {
  bus(bus: BusDefinition): EventBus;
  /** Throws ResourceNotFoundException when the bus does not exist. */
  rule(rule: RuleDefinition): Rule;
  /** Throws ResourceNotFoundException when the rule does not exist. */
  target(target: TargetDefinition): void;
  archive(archive: Archive): void;
  connection(connection: Connection): void;
  apiDestination(destination: ApiDestination): void;
}

/** EventBridge's resources: declared by Terraform at each start, or created over the API and stored. */
export interface EventResources {
  /** From Terraform: replaces the resource that the API created under the same name. */
  readonly declare: Puts;
  /** Over the API. A change to a declared resource lasts until the next start. */
  readonly change: Puts;
  readonly remove: {
    bus(name: string): void;
    rule(busName: string, name: string): void;
    target(busName: string, ruleName: string, id: string): void;
    archive(name: string): void;
    connection(arn: string): void;
    apiDestination(arn: string): void;
  };
  /** Recreates the resources that only the API created, after all declared ones. Drops those that depend on a missing resource. */
  makeAgain(observe: Observer): void;
}

interface Props {
  readonly store: Store;
  readonly buses: EventBuses;
  readonly archives: Archives;
  readonly apiDestinations: ApiDestinations;
}

const ruleKey = (busName: string, ruleName: string): string => `${busName}/${ruleName}`;
const targetKey = (busName: string, ruleName: string, id: string): string => `${busName}/${ruleName}/${id}`;

export const openEventResources = (props: Props): EventResources => {
  const { store, buses, archives, apiDestinations } = props;
  const settings = {
    bus: openSettings<BusDefinition>(store, 'event-bus'),
    rule: openSettings<RuleDefinition>(store, 'event-rule'),
    target: openSettings<TargetDefinition>(store, 'event-target'),
    archive: openSettings<Archive>(store, 'event-archive'),
    connection: openSettings<Connection>(store, 'event-connection'),
    apiDestination: openSettings<ApiDestination>(store, 'event-api-destination'),
  };
  const made = makes(props);

  const puts = (settle: 'declare' | 'change'): Puts => ({
    bus(bus) {
      settings.bus[settle](bus.name, bus);
      return made.bus(bus);
    },
    rule(definition) {
      const rule = made.rule(definition);
      settings.rule[settle](ruleKey(rule.busName, rule.name), { ...definition, busName: rule.busName });
      return rule;
    },
    target(definition) {
      made.target(definition);
      settings.target[settle](targetKey(definition.busName, definition.ruleName, definition.target.id), definition);
    },
    archive(archive) {
      made.archive(archive);
      settings.archive[settle](archive.name, archive);
    },
    connection(connection) {
      made.connection(connection);
      settings.connection[settle](connection.arn, connection);
    },
    apiDestination(destination) {
      made.apiDestination(destination);
      settings.apiDestination[settle](destination.arn, destination);
    },
  });

  return {
    declare: puts('declare'),
    change: puts('change'),
    remove: {
      bus(name) {
        buses.remove(name);
        settings.bus.remove(name);
      },
      rule(busName, name) {
        buses.removeRule(busName, name);
        settings.rule.remove(ruleKey(busName, name));
      },
      target(busName, ruleName, id) {
        buses.rule(busName, ruleName).targets.delete(id);
        settings.target.remove(targetKey(busName, ruleName, id));
      },
      archive(name) {
        archives.remove(name);
        settings.archive.remove(name);
      },
      connection(arn) {
        apiDestinations.connections.delete(arn);
        settings.connection.remove(arn);
      },
      apiDestination(arn) {
        apiDestinations.destinations.delete(arn);
        settings.apiDestination.remove(arn);
      },
    },
    makeAgain(observe) {
      const drop = (what: string, why: string): void =>
        observe({ kind: 'warning', message: `${what} was created over the API and is dropped: ${why}.` });
      forMade(settings.bus, made.bus);
      forMade(settings.rule, made.rule, ({ name, busName }) => {
        if (buses.find(busName) !== undefined) return true;
        drop(`The rule ${name}`, `its bus ${busName} no longer exists`);
        return false;
      });
      forMade(settings.target, made.target, ({ busName, ruleName, target }) => {
        if (buses.findRule(busName, ruleName) !== undefined) return true;
        drop(`The target ${target.id}`, `its rule ${ruleName} no longer exists`);
        return false;
      });
      forMade(settings.archive, made.archive);
      forMade(settings.connection, made.connection);
      forMade(settings.apiDestination, made.apiDestination);
    },
  };
};

/** The creation of each kind of resource. */
const makes = ({ buses, archives, apiDestinations }: Props): Puts => ({
  bus: ({ name, description }) => buses.put(name, description),
  rule: buses.putRule,
  target: ({ busName, ruleName, target }) => void buses.rule(busName, ruleName).targets.set(target.id, target),
  archive: archives.put,
  connection: (connection) => void apiDestinations.connections.set(connection.arn, connection),
  apiDestination: (destination) => void apiDestinations.destinations.set(destination.arn, destination),
});

/** Recreates the resources that only the API created, and drops those that are invalid. */
const forMade = <T>(settings: Settings<T>, make: (value: T) => unknown, may: (value: T) => boolean = () => true): void => {
  for (const key of settings.made()) {
    const value = settings.get(key);
    if (value === undefined) continue;
    if (may(value)) make(value);
    else settings.remove(key);
  }
};
