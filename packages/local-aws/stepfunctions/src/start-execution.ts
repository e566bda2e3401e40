import { randomUUID } from 'node:crypto';
import { brokenConstraint, constraintError, tooLarge } from '@plumbline/local-aws-kernel';
import { executionAlreadyExists, invalidInput, invalidName } from './errors.ts';
import type { Engine } from './execution/engine.ts';
import { openScope } from './execution/enter-state.ts';
import type { Execution } from './execution/records.ts';
import { DATA_BYTES_MAX } from './execution/state-size.ts';
import { statusEvent } from './execution/status-event.ts';
import { parseJson } from './json.ts';
import type { StateMachineDefinition } from './state-machine-definition.ts';

export interface StartOptions {
  /** @default a UUID */
  readonly name?: string | undefined;
  readonly traceHeader?: string | undefined;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html and https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
const STANDARD_SECONDS_MAX = 365 * 86_400;
const EXPRESS_SECONDS_MAX = 300;
const NAME_CHARS_MAX = 80;

/**
 * Starts an execution; it is on disk together with its cause. A standard execution with the name and the input of a running one returns
 * the running one. Throws AwsError.
 */
export const startExecution = (engine: Engine, machine: StateMachineDefinition, input: string, options: StartOptions = {}): Execution => {
  const name = options.name ?? randomUUID();
  checkName(name);
  const value = checkInput(input);
  const express = machine.type === 'EXPRESS';
  const [prefix] = machine.arn.split(':stateMachine:');
  const arn = express ? `${prefix}:express:${machine.name}:${name}:${randomUUID()}` : `${prefix}:execution:${machine.name}:${name}`;
  const before = engine.executions.byArn(arn);
  if (before?.status === 'RUNNING' && before.input === input) return before;
  if (before !== undefined) throw executionAlreadyExists(arn);

  const read = engine.turns.machineOf({ definition: machine.definition, express });
  const seconds = Math.min(read.timeoutSeconds ?? Number.POSITIVE_INFINITY, express ? EXPRESS_SECONDS_MAX : STANDARD_SECONDS_MAX);
  const startMs = engine.clock.now();
  return engine.store.write(() => {
    const execution = engine.executions.insert({
      ...{ arn, name, machineArn: machine.arn, express, roleArn: machine.roleArn, definition: machine.definition, input, startMs },
      deadlineMs: startMs + seconds * 1_000,
      traceHeader: engine.tracing.headerAtStart(machine.arn, options.traceHeader),
    });
    const details = { input, inputDetails: { truncated: false }, roleArn: machine.roleArn };
    engine.history.add(execution, 'ExecutionStarted', 0, ['executionStartedEventDetails', details]);
    if (!express) engine.emitEvent(statusEvent(execution));
    // AWS's first state does not point at the start of the execution.
    openScope(engine, { execution, machine: read, input: value, previousEvent: 0 }, { position: 0 });
    engine.due.changed();
    return execution;
  });
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const checkName = (name: string): void => {
  if (name.length === 0 || name.length > NAME_CHARS_MAX) {
    const bound = name.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${NAME_CHARS_MAX}`;
    throw constraintError(brokenConstraint(name, 'name', `have length ${bound}`));
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression rejects control characters
  if (/[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/.test(name)) throw invalidName(name);
};

const checkInput = (input: string) => {
  if (Buffer.byteLength(input) > DATA_BYTES_MAX) throw constraintError(tooLarge('input', DATA_BYTES_MAX));
  const value = parseJson(input);
  if (value === undefined) throw invalidInput(input.trim() === '' ? 'Invalid execution input.' : whyNotJson(input));
  return value;
};

/** AWS's message comes from its JSON parser; this message is ours. */
export const whyNotJson = (text: string): string => {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
