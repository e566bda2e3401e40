import { type Fields, isFields, textOf } from '@plumbline/topology';
import type { Need } from './needs.ts';

/** A state with its name, also of a branch or a map. */
export interface PlacedState {
  readonly name: string;
  readonly state: Fields;
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/** Every state of a machine, those of branches and maps included. */
export const allStates = (machine: Fields): readonly PlacedState[] => {
  const states = isFields(machine.States) ? Object.entries(machine.States) : [];
  return states.flatMap(([name, state]) => {
    if (!isFields(state)) return [];
    const inner = [
      ...listOf(state.Branches),
      ...(isFields(state.ItemProcessor) ? [state.ItemProcessor] : []),
      ...(isFields(state.Iterator) ? [state.Iterator] : []),
    ];
    return [{ name, state }, ...inner.flatMap(allStates)];
  });
};

/** The states that may follow a state. */
export const nextStates = (state: Fields): readonly string[] =>
  [state.Next, state.Default, ...listOf(state.Choices).map(({ Next }) => Next), ...listOf(state.Catch).map(({ Next }) => Next)].flatMap(
    (name) => textOf(name) ?? [],
  );

/** What a task needs from the workflow's role. */
export interface TaskCall {
  readonly needs: readonly Need[];
  /** The function that it invokes. */
  readonly functionArn?: string;
}

/**
 * The call of a task; `undefined` when it is not one that the proof follows, or its target comes from the input.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
export const taskCall = (state: Fields, workflowArn: string): TaskCall | undefined => {
  const resource = textOf(state.Resource) ?? '';
  const [, , , region = '', account = ''] = workflowArn.split(':');
  const purpose = 'a task';
  if (/^arn:[^:]+:lambda:/.test(resource))
    return { functionArn: resource, needs: [{ action: 'lambda:InvokeFunction', resource, for: purpose }] };
  const integration = /^arn:[^:]+:states:::(?:aws-sdk:)?([a-z0-9]+):([A-Za-z]+)/.exec(resource);
  if (integration === null) return undefined;
  const [, service = '', operation = ''] = integration;
  const args = [state.Arguments, state.Parameters].find(isFields) ?? {};
  const literal = (name: string): string | undefined => {
    const value = textOf(args[name]);
    return value === undefined || value.startsWith('{%') || value.startsWith('$') ? undefined : value;
  };
  const arn = (of: string, name: string): string => (name.startsWith('arn:') ? name : `arn:aws:${of}:${region}:${account}:${name}`);
  const action = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  const need = (prefix: string, target: string | undefined): TaskCall | undefined =>
    target === undefined ? undefined : { needs: [{ action: `${prefix}:${action}`, resource: target, for: purpose }] };
  switch (service) {
    case 'lambda': {
      const name = literal('FunctionName');
      const functionArn = name === undefined ? undefined : arn('lambda', name.startsWith('arn:') ? name : `function:${name}`);
      return functionArn === undefined
        ? undefined
        : { functionArn, needs: [{ action: 'lambda:InvokeFunction', resource: functionArn, for: purpose }] };
    }
    case 'dynamodb':
      return action === 'TransactWriteItems'
        ? { needs: transactionNeeds(args, (name) => arn('dynamodb', `table/${name}`)) }
        : need('dynamodb', tableArn(literal('TableName'), arn));
    case 'sqs': {
      const queue = literal('QueueUrl')?.split('/').at(-1);
      return need('sqs', queue === undefined ? undefined : arn('sqs', queue));
    }
    case 'sns':
      return need('sns', literal('TopicArn'));
    case 'states':
      return need('states', literal('StateMachineArn'));
    default:
      return undefined;
  }
};

const tableArn = (name: string | undefined, arn: (of: string, name: string) => string): string | undefined =>
  name === undefined ? undefined : arn('dynamodb', `table/${name}`);

const WRITES: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const transactionNeeds = (args: Fields, arnOf: (table: string) => string): readonly Need[] =>
  listOf(args.TransactItems).flatMap((item) =>
    Object.entries(item).flatMap(([kind, write]) => {
      const table = isFields(write) ? textOf(write.TableName) : undefined;
      const action = WRITES[kind];
      return table === undefined || action === undefined || table.startsWith('{%')
        ? []
        : [{ action: `dynamodb:${action}`, resource: arnOf(table), for: 'a task' }];
    }),
  );
