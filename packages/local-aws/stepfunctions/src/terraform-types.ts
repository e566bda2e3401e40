import type { TerraformTypes, Values } from '@plumbline/local-aws-kernel';
import type { Logging } from './execution/history.ts';
import type { StepFunctions } from './step-functions.ts';

const LEVELS = ['ALL', 'ERROR', 'FATAL', 'OFF'] as const;

/** State machines. A definition that Step Functions would reject, or that local-aws cannot run, stops the start. */
export const STEP_FUNCTIONS_TYPES: TerraformTypes<StepFunctions> = {
  aws_sfn_state_machine: {
    honours: [
      ...['name', 'role_arn', 'definition', 'type', 'tracing_configuration.enabled'],
      ...['level', 'log_destination', 'include_execution_data'].map((name) => `logging_configuration.${name}`),
    ],
    harmless: { encryption_configuration: 'nothing is encrypted', version_description: 'it is documentation' },
    deploy(stepFunctions, { resource, values }) {
      const type = values.optionalText('type') ?? 'STANDARD';
      if (type !== 'STANDARD' && type !== 'EXPRESS') throw new Error(`${resource.address}: the state machine type ${type} does not exist.`);
      const logging = loggingOf(resource.address, values);
      stepFunctions.putStateMachine({
        name: values.text('name'),
        arn: values.text('arn'),
        roleArn: values.text('role_arn'),
        definition: values.text('definition'),
        type,
        tracing: values.block('tracing_configuration')?.flag('enabled', false) ?? false,
        ...(logging === undefined ? {} : { logging }),
      });
    },
  },
};

const loggingOf = (address: string, values: Values): Logging | undefined => {
  const block = values.block('logging_configuration');
  const given = block?.optionalText('level') ?? 'OFF';
  const level = LEVELS.find((known) => known === given);
  if (level === undefined) throw new Error(`${address}: the log level ${given} does not exist.`);
  if (block === undefined || level === 'OFF') return undefined;
  const destination = block.text('log_destination');
  const logGroup = /:log-group:([^:]+)(?::\*)?$/.exec(destination)?.[1];
  if (logGroup === undefined)
    throw new Error(`${address}: the log_destination should be a log group's ARN with :*, but is ${destination}.`);
  return { logGroup, level, includeData: block.flag('include_execution_data', false) };
};
