import type { PolicyDocument } from '@plumbline/iam-policy';
import { arnOf, type TerraformTypes } from '@plumbline/local-aws-kernel';
import type { RedriveAllowPolicy, RedrivePolicy } from './queue-definition.ts';
import type { Sqs } from './sqs.ts';

const SCOPES = ['queue', 'messageGroup'] as const;

export const SQS_TYPES: TerraformTypes<Sqs> = {
  aws_sqs_queue: {
    honours: [
      ...['name', 'fifo_queue', 'content_based_deduplication', 'deduplication_scope', 'visibility_timeout_seconds'],
      ...['message_retention_seconds', 'delay_seconds', 'receive_wait_time_seconds', 'max_message_size', 'redrive_policy'],
      ...['redrive_allow_policy', 'sqs_managed_sse_enabled', 'policy'],
    ],
    harmless: {
      fifo_throughput_limit: 'nothing is throttled',
      kms_master_key_id: 'nothing is encrypted',
      kms_data_key_reuse_period_seconds: 'nothing is encrypted',
    },
    deploy(sqs, { resource, values }) {
      const given = values.optionalText('deduplication_scope');
      const deduplicationScope = SCOPES.find((scope) => scope === given);
      if (given !== undefined && deduplicationScope === undefined)
        throw new Error(`${resource.address}: deduplication_scope is ${SCOPES.join(' or ')}, not ${given}.`);
      const document = <T>(name: string): T | undefined => (values.optionalText(name) === undefined ? undefined : values.json<T>(name));
      const arn = sqs.putQueue({
        name: values.text('name'),
        fifo: values.flag('fifo_queue', false),
        contentBasedDeduplication: values.flag('content_based_deduplication', false),
        deduplicationScope,
        visibilityTimeoutSeconds: values.optionalNumber('visibility_timeout_seconds'),
        messageRetentionSeconds: values.optionalNumber('message_retention_seconds'),
        delaySeconds: values.optionalNumber('delay_seconds'),
        receiveWaitSeconds: values.optionalNumber('receive_wait_time_seconds'),
        maxMessageBytes: values.optionalNumber('max_message_size'),
        redrivePolicy: document<RedrivePolicy>('redrive_policy'),
        redriveAllowPolicy: document<RedriveAllowPolicy>('redrive_allow_policy'),
        sqsManaged: values.flag('sqs_managed_sse_enabled', true),
      });
      const policy = document<PolicyDocument>('policy');
      if (policy !== undefined) sqs.setPolicy(arn, policy);
    },
  },
  aws_sqs_queue_policy: {
    honours: ['queue_url', 'policy'],
    deploy: (sqs, { values, account }) =>
      sqs.setPolicy(arnOf(account, 'sqs', values.text('queue_url').split('/').at(-1) ?? ''), values.json<PolicyDocument>('policy')),
  },
};
