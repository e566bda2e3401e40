import { naming, type TerraformTypes, type Values } from '@plumbline/local-aws-kernel';
import type { Sns } from './sns.ts';

/** The arguments of the delivery log. */
const FEEDBACK = ['application', 'firehose', 'http', 'lambda', 'sqs'].flatMap((protocol) =>
  ['success_feedback_role_arn', 'success_feedback_sample_rate', 'failure_feedback_role_arn'].map((name) => `${protocol}_${name}`),
);

/** Topics, their policies, and subscriptions. */
export const SNS_TYPES: TerraformTypes<Sns> = {
  aws_sns_topic: {
    honours: [
      'name',
      'fifo_topic',
      'content_based_deduplication',
      'fifo_throughput_scope',
      'policy',
      'delivery_policy',
      'display_name',
      'signature_version',
    ],
    harmless: {
      kms_master_key_id: 'nothing is encrypted',
      tracing_config: 'topics have no segments of their own and propagate a trace in either mode',
      ...Object.fromEntries(FEEDBACK.map((name) => [name, 'deliveries are reported as they happen and are not logged'])),
    },
    deploy: (sns, { resource, values }) =>
      naming(resource, () => {
        const fifo = values.flag('fifo_topic', false);
        sns.declare.topic({
          name: values.text('name'),
          fifo,
          tags: values.map('tags'),
          attributes: given({
            ContentBasedDeduplication: fifo ? String(values.flag('content_based_deduplication', false)) : undefined,
            FifoThroughputScope: fifo ? values.optionalText('fifo_throughput_scope') : undefined,
            Policy: values.optionalText('policy'),
            DeliveryPolicy: values.optionalText('delivery_policy'),
            DisplayName: values.optionalText('display_name'),
            SignatureVersion: numberText(values, 'signature_version'),
          }),
        });
      }),
  },

  aws_sns_topic_policy: {
    honours: ['arn', 'policy'],
    deploy: (sns, { resource, values }) => naming(resource, () => sns.declare.topicPolicy(values.text('arn'), values.text('policy'))),
  },

  aws_sns_topic_subscription: {
    honours: [
      ...['topic_arn', 'protocol', 'endpoint', 'raw_message_delivery', 'filter_policy', 'filter_policy_scope'],
      ...['redrive_policy', 'delivery_policy'],
    ],
    harmless: {
      confirmation_timeout_in_minutes: 'the start does not wait for a confirmation',
      endpoint_auto_confirms: 'the start does not wait for a confirmation',
    },
    deploy: (sns, { resource, values }) =>
      naming(resource, () => {
        sns.declare.subscription({
          topicArn: values.text('topic_arn'),
          protocol: values.text('protocol'),
          endpoint: values.text('endpoint'),
          attributes: given({
            RawMessageDelivery: values.flag('raw_message_delivery', false) ? 'true' : undefined,
            FilterPolicyScope: values.optionalText('filter_policy_scope'),
            FilterPolicy: values.optionalText('filter_policy'),
            RedrivePolicy: values.optionalText('redrive_policy'),
            DeliveryPolicy: values.optionalText('delivery_policy'),
          }),
        });
      }),
  },
};

const numberText = (values: Values, name: string): string | undefined => {
  const number = values.optionalNumber(name);
  return number === undefined ? undefined : String(number);
};

const given = (attributes: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
