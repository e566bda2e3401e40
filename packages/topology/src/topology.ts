import type { Resource } from './resource.ts';
import type { Fields } from './terraform-value.ts';

/** The event flow of a system as its Terraform declares it. Lists are sorted by name; whoever is meant is named by ARN. */
export interface Topology {
  readonly services: readonly Service[];
  readonly buses: readonly Bus[];
  readonly rules: readonly Rule[];
  readonly schedules: readonly Schedule[];
  readonly apiDestinations: readonly ApiDestination[];
  readonly functions: readonly LambdaFunction[];
  readonly endpoints: readonly Endpoint[];
  readonly queues: readonly Queue[];
  readonly tables: readonly Table[];
  readonly buckets: readonly Bucket[];
  /** What data sources look up in the account: others declare it. @default nothing */
  readonly lookedUp?: readonly LookedUp[];
  /** Everything that the stacks declare, for whoever asks for more than the above. */
  readonly resources: readonly Resource[];
  /** What could not be read, one sentence each. What it belongs to is in the lists as far as it is known. */
  readonly problems: readonly string[];
}

/** Where something is declared. */
export interface Declared {
  readonly name: string;
  readonly arn: string;
  /** The stack's name: of ours, that of the service. */
  readonly stack: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
}

/** A data source. */
export interface LookedUp {
  /** As that of a resource: `aws_cloudwatch_event_bus`. */
  readonly type: string;
  /** What it is looked up by, such as `name`. */
  readonly values: Fields;
}

/** A stack. Of ours, one team's service. */
export interface Service {
  readonly name: string;
  /** From the tag `team` that the stack's provider puts on everything. */
  readonly team: string | undefined;
  /** What the stack's provider puts on everything. A name that is an expression stands for tags that could not be resolved. */
  readonly tags: Readonly<Record<string, string>>;
  /** The stacks or workspaces whose state it reads: `data.terraform_remote_state`. */
  readonly readsStateOf: readonly string[];
  /** What the stack's output `service` says, as the next. `undefined`: it does not say, or serves all domains. */
  readonly domain: string | undefined;
  readonly summary: string | undefined;
}

export interface Bus extends Declared {
  readonly archives: readonly Archive[];
}

export interface Archive {
  /** Whose it is; that of the bus may be another. */
  readonly stack: string;
  readonly name: string;
  /** The parsed event pattern of what it keeps; `undefined`: it keeps everything, or the pattern can't be read. */
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
  /** Of the target; its rule may be another stack's. */
  readonly stack: string;
  readonly address: string;
  readonly roleArn: string | undefined;
  readonly deadLetterQueueArn: string | undefined;
  readonly retry: Retry;
  /** What the target is given in place of the event. */
  readonly input: Input | undefined;
}

/** How long and how often a delivery is tried again; `undefined` is as long as AWS does. */
export interface Retry {
  readonly ageSecondsMax: number | undefined;
  readonly attemptsMax: number | undefined;
}

/** An address outside of AWS that rules call. */
export interface ApiDestination extends Declared {
  readonly description: string | undefined;
  readonly method: string;
  readonly perSecondMax: number | undefined;
  /** How EventBridge proves who calls; `undefined` when no stack declares it. */
  readonly connection: Connection | undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html */
export interface Connection extends Declared {
  /** `API_KEY`, `BASIC` or `OAUTH_CLIENT_CREDENTIALS` */
  readonly authorization: string;
  /** The header in which an API key is sent. */
  readonly keyHeader: string | undefined;
}

/** A schedule of EventBridge Scheduler, which calls its target with a role. */
export interface Schedule extends Declared {
  /** On behalf of which Scheduler assumes the role: the schedule's group. */
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
  /** Queues that it takes messages from. */
  readonly takesFrom: readonly string[];
  /** Where failed asynchronous invocations go. */
  readonly onFailureArn: string | undefined;
  /** What its role allows it. */
  readonly statements: readonly Statement[];
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
  /** An expression where the queue's redrive policy could not be resolved. */
  readonly deadLetterQueueArn: string | undefined;
}

export interface Table extends Declared {
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  readonly timeToLive: string | undefined;
}

export interface Bucket extends Declared {
  /** Whether it tells the default bus of its objects. */
  readonly notifiesEventBridge: boolean;
  /** Days after which objects are deleted. */
  readonly expireAfterDays: number | undefined;
}
