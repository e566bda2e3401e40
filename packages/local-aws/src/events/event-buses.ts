import { type Account, arnOf } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import { type RuleIndex, ruleIndex } from './rule-index.ts';

/** A rule's target. */
export interface Target {
  readonly id: string;
  readonly arn: string;
  /** With which EventBridge calls targets that have no resource policy of their own. */
  readonly roleArn?: string;
  /** For FIFO queues. */
  readonly messageGroupId?: string;
  readonly deadLetterQueueArn?: string;
  readonly retryPolicy: RetryPolicy;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html */
export interface RetryPolicy {
  /** Seconds, 60 to 86,400. */
  readonly eventAgeSecondsMax: number;
  /** 0 to 185. */
  readonly attemptsMax: number;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  /** The pattern's text. */
  readonly pattern: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly targets: Map<string, Target>;
}

export interface EventBus {
  readonly name: string;
  readonly arn: string;
  readonly rules: Map<string, Rule>;
  readonly index: RuleIndex<Rule>;
}

export const DEFAULT_BUS = 'default';

/** The buses of the account with their rules and targets. The default bus is always there. */
export interface EventBuses {
  put(name: string): EventBus;
  /** By name or ARN. */
  find(nameOrArn: string): EventBus | undefined;
  /** Throws ResourceNotFoundException. */
  get(nameOrArn: string): EventBus;
  all(): readonly EventBus[];
  putRule(rule: Omit<Rule, 'arn' | 'targets'>): Rule;
  rule(busName: string, ruleName: string): Rule;
}

export const eventBuses = (account: Account): EventBuses => {
  const buses = new Map<string, EventBus>();
  const nameOf = (nameOrArn: string): string => nameOrArn.split(':event-bus/').at(-1) ?? nameOrArn;

  const put: EventBuses['put'] = (name) => {
    const existing = buses.get(name);
    if (existing !== undefined) return existing;
    const bus: EventBus = { name, arn: arnOf(account, 'events', `event-bus/${name}`), rules: new Map(), index: ruleIndex() };
    buses.set(name, bus);
    return bus;
  };
  put(DEFAULT_BUS);

  const get: EventBuses['get'] = (nameOrArn) => {
    const bus = buses.get(nameOf(nameOrArn));
    if (bus !== undefined) return bus;
    throw new AwsError('ResourceNotFoundException', `Event bus ${nameOf(nameOrArn)} does not exist.`);
  };

  return {
    put,
    get,
    find: (nameOrArn) => buses.get(nameOf(nameOrArn)),
    all: () => [...buses.values()],
    putRule(definition) {
      const bus = get(definition.busName);
      const path = bus.name === DEFAULT_BUS ? definition.name : `${bus.name}/${definition.name}`;
      const targets = bus.rules.get(definition.name)?.targets ?? new Map<string, Target>();
      const rule: Rule = { ...definition, arn: arnOf(account, 'events', `rule/${path}`), targets };
      bus.index.remove(rule.name);
      if (rule.enabled) bus.index.add(rule.name, rule.pattern, rule);
      bus.rules.set(rule.name, rule);
      return rule;
    },
    rule(busName, ruleName) {
      const bus = get(busName);
      const rule = bus.rules.get(ruleName);
      if (rule !== undefined) return rule;
      throw new AwsError('ResourceNotFoundException', `Rule ${ruleName} does not exist on EventBus ${bus.name}.`);
    },
  };
};
