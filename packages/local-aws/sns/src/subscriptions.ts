import { openSettings, type Store } from '@plumbline/local-aws-kernel';
import { type Confirmations, openConfirmations } from './confirmations.ts';
import { subscriptionDoesNotExist } from './sns-errors.ts';
import { type NewSubscription, type Subscription, subscriptionArnOf } from './subscription.ts';

/** The subscriptions of an account. */
export interface Subscriptions {
  readonly confirmations: Confirmations;
  /** The subscriptions that have not been deactivated, in the order of creation. */
  all(): readonly Subscription[];
  ofTopic(topicArn: string): readonly Subscription[];
  /** Includes deactivated ones. */
  find(arn: string): Subscription | undefined;
  /** Throws NotFound. */
  get(arn: string): Subscription;
  /** The subscription of an endpoint to a topic. */
  findSame(wanted: Pick<NewSubscription, 'topicArn' | 'protocol' | 'endpoint'>): Subscription | undefined;
  /** From Terraform: replaces the one that the API created. */
  declare(subscription: NewSubscription): Subscription;
  /** Creates one over the API. */
  add(subscription: NewSubscription): Subscription;
  /** Changes one over the API. */
  put(subscription: Subscription): void;
  remove(subscription: Subscription): void;
  /** The number of a topic's subscriptions that were deleted since the start. */
  removedFrom(topicArn: string): number;
  /** The subscriptions that only the API created. */
  made(): readonly Subscription[];
}

export const openSubscriptions = (store: Store): Subscriptions => {
  const settings = openSettings<Subscription>(store, 'sns.subscription');
  const confirmations = openConfirmations(store);
  const removed = new Map<string, number>();
  /** Sorted by topic once, because each message reads them. */
  let byTopic: ReadonlyMap<string, readonly Subscription[]> | undefined;
  const active = ({ arn }: Subscription): boolean => confirmations.of(arn)?.state !== 'deactivated';
  const values = (): readonly Subscription[] => settings.entries().map(([, subscription]) => subscription);
  const ofTopic = (topicArn: string): readonly Subscription[] => {
    byTopic ??= Map.groupBy(values(), (subscription) => subscription.topicArn);
    return (byTopic.get(topicArn) ?? []).filter(active);
  };
  const put = (subscription: Subscription, how: 'declare' | 'change'): Subscription => {
    byTopic = undefined;
    settings[how](subscription.arn, subscription);
    return subscription;
  };
  const findSame: Subscriptions['findSame'] = ({ topicArn, protocol, endpoint }) =>
    ofTopic(topicArn).find((one) => one.protocol === protocol && one.endpoint === endpoint);
  const remove = (subscription: Subscription): void => {
    byTopic = undefined;
    settings.remove(subscription.arn);
    confirmations.remove(subscription.arn);
    removed.set(subscription.topicArn, (removed.get(subscription.topicArn) ?? 0) + 1);
  };

  return {
    confirmations,
    all: () => values().filter(active),
    ofTopic,
    find: settings.get,
    get(arn) {
      const found = settings.get(arn);
      if (found === undefined || !active(found)) throw subscriptionDoesNotExist();
      return found;
    },
    findSame,
    declare(wanted) {
      const arn = subscriptionArnOf(wanted, true);
      const made = findSame(wanted);
      if (made !== undefined && made.arn !== arn) remove(made);
      return put({ ...wanted, arn }, 'declare');
    },
    add: (wanted) => put({ ...wanted, arn: subscriptionArnOf(wanted, false) }, 'change'),
    put: (subscription) => void put(subscription, 'change'),
    remove,
    removedFrom: (topicArn) => removed.get(topicArn) ?? 0,
    made: () => settings.made().flatMap((arn) => settings.get(arn) ?? []),
  };
};
