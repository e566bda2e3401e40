import { type RuleIndex, ruleIndex } from '@plumbline/eventbridge';
import { type Account, AwsError, arnOf } from '@plumbline/local-aws-kernel';
import type { Target } from './target.ts';

/** A declared rule. */
export interface RuleDefinition {
  readonly name: string;
  readonly busName: string;
  /** The pattern's text. */
  readonly pattern: string;
  readonly description?: string;
  readonly roleArn?: string;
  readonly enabled: boolean;
}

export interface Rule extends RuleDefinition {
  readonly arn: string;
  readonly targets: Map<string, Target>;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly rules: Map<string, Rule>;
  readonly index: RuleIndex<Rule>;
}

export const DEFAULT_BUS = 'default';

/** The buses of the account with their rules and targets. The default bus always exists. */
export interface EventBuses {
  put(name: string, description?: string): EventBus;
  remove(name: string): void;
  /** By name or ARN. */
  find(nameOrArn: string): EventBus | undefined;
  /** Throws ResourceNotFoundException. */
  get(nameOrArn: string): EventBus;
  all(): readonly EventBus[];
  /** Creates or changes the rule; its targets stay. */
  putRule(rule: RuleDefinition): Rule;
  removeRule(busName: string, ruleName: string): void;
  findRule(busName: string, ruleName: string): Rule | undefined;
  /** Throws ResourceNotFoundException. */
  rule(busName: string, ruleName: string): Rule;
}

export const eventBuses = (account: Account): EventBuses => {
  const buses = new Map<string, EventBus>();
  const nameOf = (nameOrArn: string): string => nameOrArn.split(':event-bus/').at(-1) ?? nameOrArn;

  const put: EventBuses['put'] = (name, description) => {
    const existing = buses.get(name);
    const bus: EventBus = {
      name,
      arn: arnOf(account, 'events', `event-bus/${name}`),
      ...(description !== undefined && { description }),
      rules: existing?.rules ?? new Map<string, Rule>(),
      index: existing?.index ?? ruleIndex(),
    };
    buses.set(name, bus);
    return bus;
  };
  put(DEFAULT_BUS);

  const get: EventBuses['get'] = (nameOrArn) => {
    const bus = buses.get(nameOf(nameOrArn));
    if (bus !== undefined) return bus;
    throw new AwsError('ResourceNotFoundException', `Event bus ${nameOf(nameOrArn)} does not exist.`);
  };
  const findRule: EventBuses['findRule'] = (busName, ruleName) => buses.get(nameOf(busName))?.rules.get(ruleName);

  return {
    put,
    get,
    findRule,
    remove: (name) => void buses.delete(name),
    find: (nameOrArn) => buses.get(nameOf(nameOrArn)),
    all: () => [...buses.values()],
    putRule(definition) {
      const bus = get(definition.busName);
      const path = bus.name === DEFAULT_BUS ? definition.name : `${bus.name}/${definition.name}`;
      const targets = bus.rules.get(definition.name)?.targets ?? new Map<string, Target>();
      const rule: Rule = { ...definition, busName: bus.name, arn: arnOf(account, 'events', `rule/${path}`), targets };
      if (rule.enabled) bus.index.add(rule.name, rule.pattern, rule);
      else bus.index.remove(rule.name);
      bus.rules.set(rule.name, rule);
      return rule;
    },
    removeRule(busName, ruleName) {
      const bus = get(busName);
      bus.index.remove(ruleName);
      bus.rules.delete(ruleName);
    },
    rule(busName, ruleName) {
      const rule = findRule(get(busName).name, ruleName);
      if (rule !== undefined) return rule;
      throw new AwsError('ResourceNotFoundException', `Rule ${ruleName} does not exist on EventBus ${nameOf(busName)}.`);
    },
  };
};
