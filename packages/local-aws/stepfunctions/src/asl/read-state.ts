import { jsonataFlow } from '../jsonata/jsonata-flow.ts';
import { jsonPathFlow } from '../jsonpath/jsonpath-flow.ts';
import { readTaskResource } from '../tasks/task-resource.ts';
import { timestampMs } from '../timestamp.ts';
import { COUNT, STRING, TIMESTAMP } from '../typed-values.ts';
import { DefinitionError } from './definition-error.ts';
import { type QueryLanguage, readDynamicField } from './dynamic-field.ts';
import type { Fields } from './fields.ts';
import { readChoices } from './read-choice.ts';
import { readItemSelector, readItems, refuseDistributed } from './read-map.ts';
import { readCatchers, readRetriers } from './read-recovery.ts';
import { allowedFields } from './state-fields.ts';
import type { FailState, Flow, State, StateMachine, StateType, TaskState, WaitState } from './state-machine.ts';

/** The context that all states of a machine share while they are read. */
export interface StateReader {
  readonly express: boolean;
  readonly language: QueryLanguage;
  /** Reads a branch or an item processor. */
  readonly readMachine: (fields: Fields) => StateMachine;
}

/** The maximum number of seconds that AWS accepts for a task, https://states-language.net/spec.html#timeouts */
const TASK_SECONDS_MAX = 99_999_999;

/** Reads one state. Throws DefinitionError. */
export const readState = (name: string, fields: Fields, reader: StateReader): State => {
  const type = fields.text('Type');
  const language = languageOf(fields, reader.language);
  if (!isStateType(type)) throw new DefinitionError(`The state type '${type}' does not exist`, `${fields.path}/Type`);
  if (type === 'Map') refuseDistributed(fields);
  fields.only(allowedFields(type, language), `a ${type} state in ${language}`);
  const flow = language === 'JSONata' ? jsonataFlow(fields) : jsonPathFlow(fields);
  return READERS[type]({ name, fields, reader, language, flow });
};

interface Reading {
  readonly name: string;
  readonly fields: Fields;
  readonly reader: StateReader;
  readonly language: QueryLanguage;
  readonly flow: Flow;
}

const READERS: { readonly [T in StateType]: (reading: Reading) => State & { readonly type: T } } = {
  Pass: ({ name, fields, flow }) => {
    const result = fields.get('Result');
    return { type: 'Pass', name, flow, next: nextOf(fields), ...(result === undefined ? {} : { result }) };
  },
  Succeed: ({ name, flow }) => ({ type: 'Succeed', name, flow, next: undefined }),
  Fail: (reading) => readFail(reading),
  Wait: (reading) => readWait(reading),
  Choice: ({ name, fields, flow, language }) => ({
    ...{ type: 'Choice', name, flow, next: undefined },
    rules: readChoices(fields, language, flow),
    defaultNext: fields.optionalText('Default'),
  }),
  Task: (reading) => readTask(reading),
  Parallel: ({ name, fields, reader, flow, language }) => ({
    ...{ type: 'Parallel', name, flow, next: nextOf(fields), ...recovery(fields, language) },
    branches: fields.objects('Branches').map(reader.readMachine),
  }),
  Map: ({ name, fields, reader, flow, language }) => {
    fields.notBoth('ItemProcessor', 'Iterator');
    fields.notBoth('ItemSelector', 'Parameters');
    return {
      ...{ type: 'Map', name, flow, next: nextOf(fields), ...recovery(fields, language) },
      items: readItems(fields, language, flow),
      selectItem: readItemSelector(fields, language, flow),
      maxConcurrency: readDynamicField(fields, language, { name: 'MaxConcurrency', type: COUNT, base: flow.work }) ?? (async () => 0),
      processor: reader.readMachine(fields.child(fields.has('Iterator') ? 'Iterator' : 'ItemProcessor')),
    };
  },
};

const isStateType = (type: string): type is StateType => Object.hasOwn(READERS, type);

const languageOf = (fields: Fields, machine: QueryLanguage): QueryLanguage => {
  const language = fields.optionalText('QueryLanguage') ?? machine;
  if (language !== 'JSONPath' && language !== 'JSONata')
    throw new DefinitionError('Expected JSONPath or JSONata', `${fields.path}/QueryLanguage`);
  if (machine === 'JSONata' && language === 'JSONPath')
    throw new DefinitionError(
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      `${fields.path}/QueryLanguage`,
    );
  return language;
};

const nextOf = (fields: Fields): string | undefined => {
  const next = fields.optionalText('Next');
  if (fields.flag('End') === (next !== undefined)) throw new DefinitionError('A state needs either Next or End: true', fields.path);
  return next;
};

const recovery = (fields: Fields, language: QueryLanguage): Pick<TaskState, 'retriers' | 'catchers'> => ({
  retriers: readRetriers(fields),
  catchers: readCatchers(fields, language),
});

const readFail = ({ name, fields, flow, language }: Reading): FailState => {
  const base = flow.work;
  const error = readDynamicField(fields, language, { name: 'Error', type: STRING, base, intrinsics: true });
  const cause = readDynamicField(fields, language, { name: 'Cause', type: STRING, base, intrinsics: true });
  return { type: 'Fail', name, flow, next: undefined, error, cause };
};

const readWait = ({ name, fields, flow, language }: Reading): WaitState => {
  const seconds = readDynamicField(fields, language, { name: 'Seconds', type: COUNT, base: flow.work });
  const timestamp = readDynamicField(fields, language, { name: 'Timestamp', type: TIMESTAMP, base: flow.work });
  const common = { type: 'Wait', name, flow, next: nextOf(fields) } as const;
  if ((seconds === undefined) === (timestamp === undefined))
    throw new DefinitionError('A Wait state needs one of Seconds, SecondsPath, Timestamp and TimestampPath', fields.path);
  if (seconds !== undefined) return { ...common, untilMs: async (scope) => scope.nowMs + (await seconds(scope)) * 1_000 };
  return { ...common, untilMs: async (scope) => timestampMs((await timestamp?.(scope)) ?? '') ?? scope.nowMs };
};

const readTask = ({ name, fields, reader, flow, language }: Reading): TaskState => {
  const resource = fields.read('Resource', () => readTaskResource(fields.text('Resource'), reader.express));
  for (const field of ['TimeoutSeconds', 'HeartbeatSeconds'])
    if (typeof fields.get(field) === 'number') fields.optionalNumber(field, { min: 1, max: TASK_SECONDS_MAX });
  const [timeout, heartbeat] = [fields.get('TimeoutSeconds'), fields.get('HeartbeatSeconds')];
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout)
    throw new DefinitionError('HeartbeatSeconds must be smaller than TimeoutSeconds', `${fields.path}/HeartbeatSeconds`);
  const seconds = (field: string) => readDynamicField(fields, language, { name: field, type: COUNT, base: async ({ input }) => input });
  return {
    ...{ type: 'Task', name, flow, next: nextOf(fields), ...recovery(fields, language) },
    resource,
    timeoutSeconds: seconds('TimeoutSeconds'),
    heartbeatSeconds: seconds('HeartbeatSeconds'),
  };
};
