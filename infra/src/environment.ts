import { type EnvironmentName, environmentName } from '@plumbline/event-kit';

/** What differs between the places we deploy to. */
export interface Environment {
  readonly name: EnvironmentName;
  readonly region: string;
  /** Tables and the bus's archive can't be destroyed by Terraform. */
  readonly deletionProtection: boolean;
  /** Days; one of the values that CloudWatch Logs takes. */
  readonly logRetentionDays: number;
  /** Days that the bus's archive keeps events, and the data of large ones. */
  readonly archiveRetentionDays: number;
  /** The share of requests that X-Ray traces, 0 to 1. */
  readonly traceRate: number;
  /** Where alarms are sent. @default alarms only change their state */
  readonly alarmTopicArn?: string;
  /** Where state lives. @default a local file */
  readonly hcpTerraform?: { readonly organization: string; readonly project: string };
}

const ENVIRONMENTS = {
  dev: { name: 'dev', region: 'eu-west-1', deletionProtection: false, logRetentionDays: 14, archiveRetentionDays: 30, traceRate: 1 },
  prod: { name: 'prod', region: 'eu-west-1', deletionProtection: true, logRetentionDays: 90, archiveRetentionDays: 365, traceRate: 0.05 },
} as const satisfies Record<EnvironmentName, Environment>;

/**
 * The environment that the variables ask for: `PLUMBLINE_ENVIRONMENT` (default `dev`), `PLUMBLINE_HCP_ORGANIZATION` and
 * `PLUMBLINE_HCP_PROJECT` (default `plumbline`), `PLUMBLINE_ALARM_TOPIC_ARN`.
 */
export const environmentFrom = (variables: Readonly<Record<string, string | undefined>>): Environment => {
  const organization = variables.PLUMBLINE_HCP_ORGANIZATION;
  const alarmTopicArn = variables.PLUMBLINE_ALARM_TOPIC_ARN;
  return {
    ...ENVIRONMENTS[environmentName(variables)],
    ...(organization === undefined ? {} : { hcpTerraform: { organization, project: variables.PLUMBLINE_HCP_PROJECT ?? 'plumbline' } }),
    ...(alarmTopicArn === undefined ? {} : { alarmTopicArn }),
  };
};
