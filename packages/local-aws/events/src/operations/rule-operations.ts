import { AwsError, arnOf, checkPattern, notImplemented, page } from '@plumbline/local-aws-kernel';
import { DEFAULT_BUS, type Rule, type RuleDefinition } from '../event-buses.ts';
import { checkTexts, RULE_NAME, validationError } from '../request-check.ts';
import { type EventsContext, everything, operation } from './operation.ts';

interface Input {
  readonly Name?: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly TargetArn?: string;
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULES_A_BUS_MAX = 300;
const PATTERN_CHARS_MAX = 4_096;
/** Without AWS's states for CloudTrail. */
const STATES = ['ENABLED', 'DISABLED'];

export const rulePath = (busName: string, ruleName: string): string => (busName === DEFAULT_BUS ? ruleName : `${busName}/${ruleName}`);

export const ruleOperations = ({ account, buses, resources }: EventsContext) => {
  const busOf = ({ EventBusName = DEFAULT_BUS }: Input) => buses.get(EventBusName);
  const arnOfInput = ({ Name = '', EventBusName = DEFAULT_BUS }: Input): string =>
    arnOf(account, 'events', `rule/${rulePath(EventBusName.split('/').at(-1) ?? EventBusName, Name)}`);
  const setState = (input: Input, enabled: boolean): void => {
    checkTexts({ name: [input.Name, RULE_NAME] });
    const { arn: _arn, targets: _targets, ...definition } = buses.rule(busOf(input).name, input.Name ?? '');
    resources.change.rule({ ...definition, enabled });
  };

  return {
    ...operation<Input>('PutRule', arnOfInput, (input) => {
      checkRule(input);
      const bus = busOf(input);
      const existing = bus.rules.get(input.Name ?? '');
      if (existing === undefined && bus.rules.size >= RULES_A_BUS_MAX) {
        throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
      }
      return { RuleArn: resources.change.rule(definitionFrom(input, bus.name)).arn };
    }),
    ...operation<Input>('DeleteRule', arnOfInput, (input) => {
      checkTexts({ name: [input.Name, RULE_NAME] });
      const bus = busOf(input);
      const rule = bus.rules.get(input.Name ?? '');
      // As on AWS, deleting a missing rule succeeds.
      if (rule === undefined) return;
      if (rule.targets.size > 0) validationError("Rule can't be deleted since it has targets.");
      resources.remove.rule(bus.name, rule.name);
    }),
    ...operation<Input>('EnableRule', arnOfInput, (input) => setState(input, true)),
    ...operation<Input>('DisableRule', arnOfInput, (input) => setState(input, false)),
    ...operation<Input>('DescribeRule', arnOfInput, (input) => {
      checkTexts({ name: [input.Name, RULE_NAME] });
      return { ...ruleAnswer(buses.rule(busOf(input).name, input.Name ?? '')), CreatedBy: account.accountId };
    }),
    ...operation<Input>('ListRules', everything, (input) => {
      const { items, ...next } = page([...busOf(input).rules.values()], ({ name }) => name, input);
      return { Rules: items.map(ruleAnswer), ...next };
    }),
    ...operation<Input>('ListRuleNamesByTarget', everything, (input) => {
      const taking = [...busOf(input).rules.values()].filter(({ targets }) =>
        [...targets.values()].some(({ arn }) => arn === input.TargetArn),
      );
      const { items, ...next } = page(taking, ({ name }) => name, input);
      return { RuleNames: items.map(({ name }) => name), ...next };
    }),
  };
};

const checkRule = ({ Name, EventPattern, ScheduleExpression, State = 'ENABLED' }: Input): void => {
  checkTexts({
    name: [Name, RULE_NAME],
    eventPattern: [EventPattern, { lengthMax: PATTERN_CHARS_MAX }],
    state: [State, { values: STATES }],
  });
  if (ScheduleExpression !== undefined && ScheduleExpression !== '') throw notImplemented('events', 'PutRule with a ScheduleExpression');
  if (EventPattern === undefined || EventPattern === '')
    validationError('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  checkPattern(EventPattern ?? '');
};

const definitionFrom = ({ Name = '', EventPattern = '', State, Description, RoleArn }: Input, busName: string): RuleDefinition => ({
  name: Name,
  busName,
  pattern: EventPattern,
  enabled: State !== 'DISABLED',
  ...(Description !== undefined && { description: Description }),
  ...(RoleArn !== undefined && { roleArn: RoleArn }),
});

const ruleAnswer = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.busName,
  EventPattern: rule.pattern,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
});
