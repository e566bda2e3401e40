import { openSettings, type Store } from '@plumbline/local-aws-kernel';
import { topicDoesNotExist } from './sns-errors.ts';
import type { Topic } from './topic.ts';

/** The topics of an account. */
export interface Topics {
  all(): readonly Topic[];
  find(arn: string): Topic | undefined;
  /** Throws NotFound. */
  get(arn: string): Topic;
  /** From Terraform: replaces the one that the API created. */
  declare(topic: Topic): void;
  /** Creates or changes one over the API. */
  put(topic: Topic): void;
  remove(arn: string): void;
}

export const openTopics = (store: Store): Topics => {
  const settings = openSettings<Topic>(store, 'sns.topic');
  return {
    all: () => settings.entries().map(([, topic]) => topic),
    find: settings.get,
    get(arn) {
      const topic = settings.get(arn);
      if (topic === undefined) throw topicDoesNotExist();
      return topic;
    },
    declare: (topic) => settings.declare(topic.arn, topic),
    put: (topic) => settings.change(topic.arn, topic),
    remove: settings.remove,
  };
};
