import { inputTemplate, isJson, isReservedVariable, jsonPath } from '@plumbline/eventbridge';
import { AwsError, arnOf, brokenConstraint, page } from '@plumbline/local-aws-kernel';
import { DEFAULT_BUS, type Rule } from '../event-buses.ts';
import { checkTexts, REQUIRED, RULE_NAME, refuseBroken, validationError } from '../request-check.ts';
import { type TargetShape, targetFrom, targetShape, unknownMembers } from '../target.ts';
import { type EventsContext, operation } from './operation.ts';
import { rulePath } from './rule-operations.ts';

interface Input {
  readonly Rule?: string;
  readonly EventBusName?: string;
  readonly Targets?: readonly TargetShape[];
  readonly Ids?: readonly string[];
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const TARGETS_A_RULE_MAX = 5;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
const INPUT_PATHS_MAX = 100;
const TEMPLATE_CHARS_MAX = 8_192;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
const INPUT_CHARS_MAX = 8_192;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html */
const EVENT_AGE_SECONDS = { min: 60, max: 86_400 };
const RETRY_ATTEMPTS = { min: 0, max: 185 };

export const targetOperations = ({ account, buses, resources, store }: EventsContext) => {
  const arnOfInput = ({ Rule: name = '', EventBusName = DEFAULT_BUS }: Input): string =>
    arnOf(account, 'events', `rule/${rulePath(EventBusName.split('/').at(-1) ?? EventBusName, name)}`);
  const ruleOf = ({ Rule: name = '', EventBusName = DEFAULT_BUS }: Input): Rule => {
    checkTexts({ rule: [name, RULE_NAME] });
    return buses.rule(EventBusName, name);
  };

  return {
    ...operation<Input>('PutTargets', arnOfInput, (input) => {
      const { Targets = [] } = input;
      checkTargets(Targets);
      const rule = ruleOf(input);
      const ids = new Set([...rule.targets.keys(), ...Targets.map(({ Id = '' }) => Id)]);
      if (ids.size > TARGETS_A_RULE_MAX)
        throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
      store.write(() => {
        for (const target of Targets.map(targetFrom)) resources.change.target({ busName: rule.busName, ruleName: rule.name, target });
      });
      return { FailedEntryCount: 0, FailedEntries: [] };
    }),
    ...operation<Input>('RemoveTargets', arnOfInput, (input) => {
      const rule = ruleOf(input);
      const { Ids = [] } = input;
      const missing = Ids.filter((id) => !rule.targets.has(id));
      for (const id of Ids) resources.remove.target(rule.busName, rule.name, id);
      return {
        FailedEntryCount: missing.length,
        FailedEntries: missing.map((TargetId) => ({
          TargetId,
          ErrorCode: 'ResourceNotFoundException',
          ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${TargetId}.`,
        })),
      };
    }),
    ...operation<Input>('ListTargetsByRule', arnOfInput, (input) => {
      const { items, ...next } = page([...ruleOf(input).targets.values()], ({ id }) => id, input);
      return { Targets: items.map(targetShape), ...next };
    }),
  };
};

const checkTargets = (shapes: readonly TargetShape[]): void => {
  if (shapes.length === 0) refuseBroken([brokenConstraint('[]', 'targets', 'have length greater than or equal to 1')]);
  shapes.forEach((shape, index) => {
    const place = `targets.${index + 1}.member`;
    checkTexts({
      [`${place}.id`]: [shape.Id, RULE_NAME],
      [`${place}.arn`]: [shape.Arn, REQUIRED],
      [`${place}.input`]: [shape.Input, { lengthMax: INPUT_CHARS_MAX }],
    });
    checkRetryPolicy(shape, place);
    checkInput(shape);
    checkDeadLetterQueue(shape);
    const unknown = unknownMembers(shape);
    if (unknown.length > 0) validationError(`local-aws does not support ${unknown.join(', ')} of target ${shape.Id}; no target was put.`);
  });
};

const checkRetryPolicy = ({ RetryPolicy }: TargetShape, place: string): void => {
  const bound = (
    name: string,
    value: number | undefined,
    { min, max }: { readonly min: number; readonly max: number },
  ): readonly string[] => {
    if (value === undefined || (value >= min && value <= max)) return [];
    const must = value < min ? `have value greater than or equal to ${min}` : `have value less than or equal to ${max}`;
    return [brokenConstraint(value, `${place}.retryPolicy.${name}`, must)];
  };
  refuseBroken([
    ...bound('maximumEventAgeInSeconds', RetryPolicy?.MaximumEventAgeInSeconds, EVENT_AGE_SECONDS),
    ...bound('maximumRetryAttempts', RetryPolicy?.MaximumRetryAttempts, RETRY_ATTEMPTS),
  ]);
};

/**
 * Only standard queues accept dead letters of targets.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html; AWS's message was recorded in CloudTrail:
 * https://dev.classmethod.jp/articles/tsnote-eventbridge-can-a-fifo-queue-be-specified-as-the-dead-letter-queue-for-an-eventbridge-rule
 * @throws AwsError `ValidationException`
 */
export const checkDeadLetterQueue = ({ DeadLetterConfig }: TargetShape): void => {
  if (DeadLetterConfig?.Arn?.endsWith('.fifo') === true) validationError('SQS FIFO is not supported by Dead Letter Queues.');
};

/**
 * A target has at most one kind of input, and a template may only use names from its map or AWS's reserved variables.
 *
 * @throws AwsError `ValidationException`
 */
export const checkInput = ({ Id, Input: constant, InputPath, InputTransformer }: TargetShape): void => {
  if ([constant, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    validationError(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (constant !== undefined && !isJson(constant)) validationError(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined && jsonPath(InputPath) === undefined) validationError(`InputPath for target ${Id} is invalid.`);
  if (InputTransformer === undefined) return;
  const { InputPathsMap = {}, InputTemplate = '' } = InputTransformer;
  checkTexts({ 'inputTransformer.inputTemplate': [InputTemplate, { lengthMin: 1, lengthMax: TEMPLATE_CHARS_MAX }] });
  if (Object.keys(InputPathsMap).length > INPUT_PATHS_MAX)
    validationError(`InputPathsMap for target ${Id} has more than ${INPUT_PATHS_MAX} names.`);
  for (const [name, path] of Object.entries(InputPathsMap)) {
    if (/^aws\./i.test(name)) validationError(`InputPathsMap for target ${Id} must not use the reserved name ${name}.`);
    if (jsonPath(path) === undefined) validationError(`InputPathsMap for target ${Id} has the invalid path ${path}.`);
  }
  const unknown = inputTemplate(InputTemplate).names.find((name) => !Object.hasOwn(InputPathsMap, name) && !isReservedVariable(name));
  if (unknown !== undefined) validationError(`InputTemplate for target ${Id} contains invalid placeholder ${unknown}.`);
};
