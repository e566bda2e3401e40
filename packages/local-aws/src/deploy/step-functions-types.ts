import type { Logging } from '../stepfunctions/execution/history.ts';
import type { ResourceTypes } from './deploy.ts';
import type { Values } from './values.ts';

const LEVELS = ['ALL', 'ERROR', 'FATAL', 'OFF'] as const;

/** State machines. A definition that Step Functions would refuse, or that local-aws cannot run, stops the start. */
export const STEP_FUNCTIONS_TYPES: ResourceTypes = {
  aws_sfn_state_machine: ({ resource, values, services }) => {
    const type = values.optionalText('type') ?? 'STANDARD';
    if (type !== 'STANDARD' && type !== 'EXPRESS') throw new Error(`${resource.address}: there is no type ${type} of state machines.`);
    if (values.flag('publish', false))
      throw new Error(`${resource.address}: local-aws does not know versions of state machines (publish).`);
    const logging = loggingOf(resource.address, values);
    services.stepFunctions.putStateMachine({
      name: values.text('name'),
      arn: values.text('arn'),
      roleArn: values.text('role_arn'),
      definition: values.text('definition'),
      type,
      tracing: values.block('tracing_configuration')?.flag('enabled', false) ?? false,
      ...(logging === undefined ? {} : { logging }),
    });
  },
};

const loggingOf = (address: string, values: Values): Logging | undefined => {
  const block = values.block('logging_configuration');
  const given = block?.optionalText('level') ?? 'OFF';
  const level = LEVELS.find((known) => known === given);
  if (level === undefined) throw new Error(`${address}: there is no log level ${given}.`);
  if (block === undefined || level === 'OFF') return undefined;
  const destination = block.text('log_destination');
  const logGroup = /:log-group:([^:]+)(?::\*)?$/.exec(destination)?.[1];
  if (logGroup === undefined)
    throw new Error(`${address}: the log_destination should be a log group's ARN with :*, but is ${destination}.`);
  return { logGroup, level, includeData: block.flag('include_execution_data', false) };
};
