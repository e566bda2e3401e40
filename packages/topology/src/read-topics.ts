import type { Resources } from './resource.ts';
import type { Topic } from './topology.ts';
import { declared, jsonFieldsOf } from './values.ts';

export const readTopics = (find: Resources): Topic[] => {
  const subscriptions = Map.groupBy(find('aws_sns_topic_subscription'), ({ values }) => values.topic_arn);
  return find('aws_sns_topic').map((resource) => ({
    ...declared(resource, 'name'),
    subscriptions: (subscriptions.get(resource.values.arn ?? null) ?? []).map(({ address, values }) => ({
      address,
      protocol: String(values.protocol),
      endpoint: String(values.endpoint),
      filterPolicy: jsonFieldsOf(values.filter_policy),
    })),
  }));
};
