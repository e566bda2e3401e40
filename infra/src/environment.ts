import { deployedName, type EnvironmentName, environmentName } from '@plumbline/event-kit';

/** The differences between the environments. */
export interface Environment {
  readonly name: EnvironmentName;
  readonly region: string;
  /** Whether AWS refuses to delete tables, and HCP Terraform refuses destroy plans. */
  readonly deletionProtection: boolean;
  /** Days; one of the values that CloudWatch Logs accepts. */
  readonly logRetentionDays: number;
  /** The retention of the bus's archive and of large events' data, in days. */
  readonly archiveRetentionDays: number;
  /** The share of requests that X-Ray traces, 0 to 1. */
  readonly traceRate: number;
  /** The topic for alarms. @default alarms only change their state */
  readonly alarmTopicArn?: string;
  /** The backend for Terraform's state. @default a local file */
  readonly hcpTerraform?: { readonly organization: string; readonly project: string };
}

const ENVIRONMENTS = {
  dev: { name: 'dev', region: 'eu-west-1', deletionProtection: false, logRetentionDays: 14, archiveRetentionDays: 30, traceRate: 1 },
  prod: { name: 'prod', region: 'eu-west-1', deletionProtection: true, logRetentionDays: 90, archiveRetentionDays: 365, traceRate: 0.05 },
} as const satisfies Record<EnvironmentName, Environment>;

/**
 * Reads the environment from the variables `PLUMBLINE_ENVIRONMENT` (default `dev`), `PLUMBLINE_HCP_ORGANIZATION` and
 * `PLUMBLINE_HCP_PROJECT` (default `plumbline`), `PLUMBLINE_ALARM_TOPIC_ARN`.
 */
export const environmentFrom = (variables: Readonly<Record<string, string | undefined>>): Environment => {
  return { ...ENVIRONMENTS[environmentName(variables)], ...configured(variables) };
};

/** Every environment, with the settings from the variables. */
export const allEnvironments = (variables: Readonly<Record<string, string | undefined>>): readonly Environment[] =>
  Object.values(ENVIRONMENTS).map((environment) => ({ ...environment, ...configured(variables) }));

/** The name of a stack's workspace in HCP Terraform. */
export const workspaceName = (stack: string, { name }: Pick<Environment, 'name'>): string => `${stack}-${name}`;

/** The path and name of the permissions boundary for every role of an environment's stacks; the bootstrap creates it. */
export const boundaryPolicy = ({ name }: Pick<Environment, 'name'>): string => `terraform/${deployedName(name, 'boundary')}`;

const configured = (variables: Readonly<Record<string, string | undefined>>): Pick<Environment, 'hcpTerraform' | 'alarmTopicArn'> => {
  const organization = given(variables.PLUMBLINE_HCP_ORGANIZATION);
  const alarmTopicArn = given(variables.PLUMBLINE_ALARM_TOPIC_ARN);
  return {
    ...(organization === undefined
      ? {}
      : { hcpTerraform: { organization, project: given(variables.PLUMBLINE_HCP_PROJECT) ?? 'plumbline' } }),
    ...(alarmTopicArn === undefined ? {} : { alarmTopicArn }),
  };
};

/** Treats an empty variable as unset, because workflows set unused variables to the empty string. */
const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
