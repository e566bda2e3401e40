import { AwsError, notImplemented } from '@plumbline/local-aws-kernel';
import type { ConfirmationRequests } from './delivery/confirmation-requests.ts';
import type { SnsContext } from './sns-context.ts';
import { invalidParameter } from './sns-errors.ts';
import { hasOwner, isEmail, isHttp, type NewSubscription, PROTOCOLS, type Protocol, type Subscription } from './subscription.ts';
import { attributesOf, saysTheSame } from './subscription-attributes.ts';

/** The parameters of Subscribe. */
export interface SubscriptionRequest {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** By the API's names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly principalArn: string;
}

/** Subscribes an endpoint, or returns its existing subscription. Throws Subscribe's errors. */
export type Subscribe = (request: SubscriptionRequest, how: { readonly declared: boolean }) => Subscription;

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const ELSEWHERE = ['sms', 'application', 'firehose'];
const ARN_OF = (service: string, resource: string): RegExp => new RegExp(`^arn:aws(-[a-z]+)*:${service}:[a-z0-9-]+:\\d{12}:${resource}$`);
const QUEUE = ARN_OF('sqs', '[A-Za-z0-9_.-]+');
/** AWS does not document its check. */
const ADDRESS = /^[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"[\].]+(\.[^\s@<>(),;:\\"[\].]+)+$/;
const FUNCTION = ARN_OF('lambda', 'function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?');

export const openSubscribe =
  ({ topics, subscriptions }: SnsContext, requests: ConfirmationRequests): Subscribe =>
  ({ protocol, attributes: given, ...request }, { declared }) => {
    const topic = topics.get(request.topicArn);
    const holder = { ...request, protocol: knownProtocol(protocol) };
    checkEndpoint(holder, topic.fifo);
    const before = subscriptions.findSame(holder);
    if (before !== undefined && !declared) {
      if (!inAttributes(() => saysTheSame(holder, before.attributes, given)))
        throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
      askAgain(subscriptions, requests, before);
      return before;
    }
    const wanted: NewSubscription = { ...holder, attributes: inAttributes(() => attributesOf(holder, given)) };
    const subscription = declared ? subscriptions.declare(wanted) : subscriptions.add(wanted);
    if (!(declared && isEmail(subscription) && subscriptions.confirmations.of(subscription.arn) !== undefined))
      askAgain(subscriptions, requests, subscription);
    return subscription;
  };

const askAgain = ({ confirmations }: SnsContext['subscriptions'], requests: ConfirmationRequests, subscription: Subscription): void => {
  if (hasOwner(subscription) && !confirmations.isConfirmed(subscription)) requests.ask(subscription, 'pending');
};

const knownProtocol = (protocol: string): Protocol => {
  const known = PROTOCOLS.find((one) => one === protocol);
  if (known !== undefined) return known;
  if (ELSEWHERE.includes(protocol)) throw notImplemented('SNS', `subscriptions with the protocol ${protocol}`);
  throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
};

const checkEndpoint = ({ protocol, endpoint }: Pick<Subscription, 'protocol' | 'endpoint'>, fifoTopic: boolean): void => {
  if (protocol === 'sqs' && !QUEUE.test(endpoint)) throw invalidParameter('SQS endpoint ARN');
  if (protocol === 'lambda' && !FUNCTION.test(endpoint)) throw invalidParameter('Lambda endpoint ARN');
  if (isHttp({ protocol }) && URL.parse(endpoint)?.protocol !== `${protocol}:`)
    throw invalidParameter('Endpoint must match the specified protocol');
  if (isEmail({ protocol }) && !ADDRESS.test(endpoint)) throw invalidParameter('Email address');
  if (endpoint.endsWith('.fifo') && !fifoTopic)
    throw invalidParameter('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
  // AWS's current message is not known.
  if (fifoTopic && protocol !== 'sqs') throw invalidParameter('Invalid parameter: Endpoint Reason: Please use FIFO SQS queue');
};

/** Subscribe's errors on attributes name them as attributes. */
const inAttributes = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'InvalidParameter')
      throw new AwsError(error.code, error.message.replace('Invalid parameter: ', 'Invalid parameter: Attributes Reason: '), {
        cause: error,
      });
    throw error;
  }
};
