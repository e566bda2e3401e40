import type { TerraformTypes } from '@plumbline/local-aws-kernel';
import type { Logs } from './logs.ts';

const NO_METRICS = { noEffect: 'there are no metrics' };

export const LOGS_TYPES: TerraformTypes<Logs> = {
  aws_cloudwatch_log_group: {
    honours: ['name', 'retention_in_days'],
    harmless: {
      kms_key_id: 'nothing is encrypted',
      skip_destroy: 'nothing is destroyed',
      log_group_class: 'classes differ in price and features only',
    },
    deploy(logs, { values }) {
      const retentionDays = values.optionalNumber('retention_in_days');
      logs.putLogGroup({ name: values.text('name'), ...(retentionDays === undefined ? {} : { retentionDays }) });
    },
  },
  aws_cloudwatch_log_resource_policy: {
    honours: ['policy_name', 'policy_document'],
    deploy: (logs, { values }) => logs.putResourcePolicy(values.text('policy_name'), values.json('policy_document')),
  },
  aws_cloudwatch_dashboard: NO_METRICS,
  aws_cloudwatch_metric_alarm: NO_METRICS,
};
