import type { Resource } from './resource.ts';
import type { Fields } from './terraform-value.ts';

/** The event flow of a system as its Terraform declares it. Lists are sorted by name; ARNs name resources. */
export interface Topology {
  readonly services: readonly Service[];
  readonly buses: readonly Bus[];
  readonly rules: readonly Rule[];
  readonly schedules: readonly Schedule[];
  readonly apiDestinations: readonly ApiDestination[];
  readonly functions: readonly LambdaFunction[];
  readonly endpoints: readonly Endpoint[];
  readonly pipes: readonly Pipe[];
  readonly workflows: readonly Workflow[];
  readonly graphqlApis: readonly GraphqlApi[];
  readonly topics: readonly Topic[];
  readonly queues: readonly Queue[];
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  /** The resources that data sources look up in the account and that other stacks declare. @default nothing */
  readonly lookedUp?: readonly LookedUp[];
  /** All resources that the stacks declare, for readers that need more than the lists above. */
  readonly resources: readonly Resource[];
  /** One sentence for each part that could not be read. The lists contain the known part of its resource. */
  readonly problems: readonly string[];
}

/** The place of a declaration. */
export interface Declared {
  readonly name: string;
  readonly arn: string;
  /** The stack's name; for a Plumbline stack, the service's name. */
  readonly stack: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
}

/** A data source. */
export interface LookedUp {
  /** The type of a resource: `aws_cloudwatch_event_bus`. */
  readonly type: string;
  /** The arguments of the look-up, such as `name`. */
  readonly values: Fields;
}

/** A stack. A Plumbline stack is one team's service. */
export interface Service {
  readonly name: string;
  /** From the tag `team` that the stack's provider adds to every resource. */
  readonly team: string | undefined;
  /** The tags that the stack's provider adds to every resource. A name that is an expression marks tags that could not be resolved. */
  readonly tags: Readonly<Record<string, string>>;
  /** The stacks or workspaces whose state it reads: `data.terraform_remote_state`. */
  readonly readsStateOf: readonly string[];
  /** From the stack's output `service`, as the next. `undefined`: the output does not name one, or the service serves all domains. */
  readonly domain: string | undefined;
  readonly summary: string | undefined;
}

export interface Bus extends Declared {
  readonly archives: readonly Archive[];
}

export interface Archive {
  /** The stack that declares it; another stack may declare the bus. */
  readonly stack: string;
  readonly name: string;
  /** The parsed event pattern of the events that it keeps; `undefined`: it keeps every event, or the pattern can't be read. */
  readonly pattern: Fields | undefined;
  /** `undefined`: for ever. */
  readonly retentionDays: number | undefined;
}

export interface Rule extends Declared {
  readonly bus: string;
  readonly description: string | undefined;
  /** The parsed event pattern; `undefined` when the rule has a schedule, or the pattern can't be read. */
  readonly pattern: Fields | undefined;
  readonly enabled: boolean;
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly arn: string;
  /** The stack that declares the target; another stack may declare the rule. */
  readonly stack: string;
  readonly address: string;
  readonly roleArn: string | undefined;
  readonly deadLetterQueueArn: string | undefined;
  readonly retry: Retry;
  /** The input that the target receives in place of the event. */
  readonly input: Input | undefined;
}

/** How long and how often EventBridge retries a delivery; `undefined` means AWS's default. */
export interface Retry {
  readonly ageSecondsMax: number | undefined;
  readonly attemptsMax: number | undefined;
}

/** An address outside AWS that rules call. */
export interface ApiDestination extends Declared {
  readonly description: string | undefined;
  readonly method: string;
  readonly perSecondMax: number | undefined;
  /** How EventBridge authenticates its calls; `undefined` when no stack declares the connection. */
  readonly connection: Connection | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html */
export interface Connection extends Declared {
  /** `API_KEY`, `BASIC` or `OAUTH_CLIENT_CREDENTIALS` */
  readonly authorization: string;
  /** The header that carries the API key. */
  readonly keyHeader: string | undefined;
}

/** A schedule of EventBridge Scheduler, which calls its target with a role. */
export interface Schedule extends Declared {
  /** The resource on whose behalf Scheduler assumes the role: the schedule's group. */
  readonly groupArn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  readonly roleArn: string;
  readonly deadLetterQueueArn: string | undefined;
  readonly retry: Retry;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export type Input =
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'transformer'; readonly paths: Readonly<Record<string, string>>; readonly template: string };

export interface LambdaFunction extends Declared {
  readonly description: string | undefined;
  readonly roleArn: string;
  /** Seconds. */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** The queues that it consumes. */
  readonly takesFrom: readonly string[];
  /** The destination of failed asynchronous invocations. */
  readonly onFailureArn: string | undefined;
  /** The statements of its role's policies. */
  readonly statements: readonly Statement[];
  /** The statements with which its events reach a bus: its own, and those of pipes that put its answers on a bus. */
  readonly publishStatements: readonly Statement[];
}

/** A resource that calls others with its role. */
export interface Actor extends Declared {
  readonly roleArn: string;
  /** The statements of its role's policies. */
  readonly statements: readonly Statement[];
}

/** An EventBridge pipe: from a stream or queue, through a filter and an enrichment, to a target. */
export interface Pipe extends Actor {
  readonly description: string | undefined;
  readonly sourceArn: string;
  /** The parsed filter patterns, one of which must match; empty: every record passes. */
  readonly filters: readonly Fields[];
  readonly enrichmentArn: string | undefined;
  readonly targetArn: string;
  readonly deadLetterQueueArn: string | undefined;
  readonly running: boolean;
}

/** A Step Functions state machine. */
export interface Workflow extends Actor {
  readonly type: string;
  /** The parsed definition in Amazon States Language; `undefined` when it can't be read. */
  readonly definition: Fields | undefined;
  readonly traced: boolean;
}

/** An AppSync GraphQL API. The statements are those of all of its data sources. */
export interface GraphqlApi extends Declared {
  /** The schema's text in GraphQL's schema definition language. */
  readonly schema: string;
  /** AppSync's authentication types, the default one first: `API_KEY`, `AWS_IAM`. */
  readonly authentication: readonly string[];
  readonly sources: readonly DataSource[];
  readonly resolvers: readonly GraphqlResolver[];
  readonly statements: readonly Statement[];
}

export interface DataSource {
  readonly name: string;
  /** AppSync's type, such as `AMAZON_DYNAMODB`. */
  readonly type: string;
  readonly address: string;
  readonly roleArn: string | undefined;
  /** The name of the table, the ARN of the function or the bus, or the URL of the endpoint. */
  readonly target: string | undefined;
  /** The statements of its role's policies. */
  readonly statements: readonly Statement[];
}

export interface GraphqlResolver {
  /** `Mutation.postOrder` */
  readonly field: string;
  readonly address: string;
  /** The data sources that it uses, in order. */
  readonly sources: readonly string[];
}

/** An SNS topic. */
export interface Topic extends Declared {
  readonly subscriptions: readonly TopicSubscription[];
}

export interface TopicSubscription {
  readonly address: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** The parsed filter policy; `undefined`: every message. */
  readonly filterPolicy: Fields | undefined;
}

/** A statement of an IAM policy with every element as a list. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A method of a REST API, and the function behind it. */
export interface Endpoint extends Declared {
  readonly method: string;
  readonly path: string;
  readonly functionArn: string | undefined;
}

export interface Queue extends Declared {
  readonly fifo: boolean;
  /** An expression if the queue's redrive policy could not be resolved. */
  readonly deadLetterQueueArn: string | undefined;
}

export interface Table extends Declared {
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  readonly timeToLive: string | undefined;
  /** The ARN of its stream. @default it has none */
  readonly streamArn: string | undefined;
}

export interface Bucket extends Declared {
  /** Whether it sends events about its objects to the default bus. */
  readonly notifiesEventBridge: boolean;
  /** Days after which objects are deleted. */
  readonly expireAfterDays: number | undefined;
}
