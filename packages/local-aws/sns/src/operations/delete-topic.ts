import type { QueryOperation } from '@plumbline/local-aws-kernel';
import { topicArnIn } from '../arn.ts';
import { type OperationsContext, onTopic } from './operations-context.ts';

/**
 * Deletes its subscriptions immediately; on AWS they remain readable for a while.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
 */
export const deleteTopic = ({ account, store, topics, subscriptions }: OperationsContext): QueryOperation => ({
  permissions: onTopic('DeleteTopic'),
  run(input) {
    const arn = topicArnIn(account, input.text('TopicArn'));
    store.write(() => {
      for (const subscription of subscriptions.ofTopic(arn)) subscriptions.remove(subscription);
      topics.remove(arn);
      store.prepare('delete from sns_deduplication where topic_arn = ?').run(arn);
    });
    return undefined;
  },
});
