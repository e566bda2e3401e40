import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { z } from 'zod';
import type { CommandContract } from '../command/command-contract.ts';
import type { EventContract } from '../event-contract.ts';
import type { Log } from '../log.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import type { Trigger } from '../manifest/trigger.ts';
import type { Publish, PublishAll } from '../publish.ts';
import { refusing } from '../refuse.ts';
import type { Send } from '../send.ts';
import { type Claims, s3Claims } from './claims.ts';
import { type CommandUseCase, commandHandler } from './command-handler.ts';
import type { BusEvent } from './consume.ts';
import { type DirectUseCase, directHandler } from './direct-handler.ts';
import { type EventUseCase, eventHandler } from './event-handler.ts';
import { type HttpUseCase, httpHandler } from './http-handler.ts';
import { type Once, onceFor } from './once.ts';
import { type OutboxEntry, type OutboxUseCase, outboxHandler, type StreamRecord } from './outbox-handler.ts';
import { batchPublisher, publisher } from './publisher.ts';
import { type BatchUseCase, queueHandler } from './queue-handler.ts';
import { type Run, runOf } from './run.ts';
import { sender } from './sender.ts';

/** The ports of a use case, created for one manifest. Each is created on first use. */
export interface Tools<Published extends EventContract, Sent extends CommandContract = CommandContract> {
  /** Writes lines with the ids of the current event. */
  readonly log: Log;
  /** Publishes an event that the manifest declares. */
  readonly publish: Publish<Published>;
  /** Publishes many at once. */
  readonly publishAll: PublishAll<Published>;
  /** Sends a command that the manifest declares. */
  readonly send: Send<Sent>;
  /** Runs work once for each key, regardless of repeated deliveries. */
  readonly once: Once;
}

/** The type of a function's use case, by the function's trigger. */
interface UseCases<Consumed extends EventContract, Handled extends CommandContract, Input> {
  readonly event: EventUseCase<Consumed>;
  readonly batch: BatchUseCase<Consumed>;
  readonly command: CommandUseCase<Handled>;
  readonly outbox: OutboxUseCase;
  readonly request: HttpUseCase;
  readonly invocation: DirectUseCase<Input>;
}

/** The handler that Lambda calls. */
interface Handlers {
  readonly event: (event: BusEvent, context: Context) => Promise<void>;
  readonly batch: (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  readonly command: (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  readonly outbox: (records: readonly StreamRecord[], context: Context) => Promise<readonly OutboxEntry[]>;
  readonly request: (request: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;
  readonly invocation: (payload: unknown, context: Context) => Promise<unknown>;
}

export interface ImplementOptions<By extends Trigger = Trigger, Input = unknown> {
  /** The input of a directly invoked function. Other functions receive events or requests. @default no input */
  readonly input?: z.ZodType<Input>;
  /** Middy's middlewares, or others like them, the outermost first: https://middy.js.org/docs/middlewares/intro */
  readonly middleware?: readonly MiddlewareObj<Parameters<Handlers[By]>[0], Awaited<ReturnType<Handlers[By]>>, Error, Context>[];
  /** The store for the data of events that are too large for the bus. @default the bucket that infra creates */
  readonly claims?: Claims;
}

/**
 * Assembles a function: `compose` receives the tools that its manifest allows, and returns the use case. The manifest determines the input
 * of the handler.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 * @example
 * ```ts
 * export const handler = implement(arrangeDelivery, ({ publish }) => createArrangeDelivery({ book: localCouriers(), publish }));
 * ```
 */
export const implement = <
  Consumed extends EventContract,
  Published extends EventContract,
  By extends Trigger,
  Handled extends CommandContract,
  Sent extends CommandContract,
  Input = Nothing,
>(
  manifest: FunctionManifest<Consumed, Published, By, Handled, Sent>,
  compose: (tools: Tools<Published, Sent>) => UseCases<Consumed, Handled, Input>[NoInfer<By>],
  options: ImplementOptions<NoInfer<By>, Input> = {},
): Handlers[By] => {
  const run = runOf(manifest.name);
  const claims = options.claims ?? s3Claims();
  const input = (options.input ?? NOTHING) as z.ZodType<Input>;
  const handlers: { readonly [By in Trigger]: (useCase: UseCases<Consumed, Handled, Input>[By]) => Handlers[By] } = {
    event: (useCase) => eventHandler(manifest, useCase, run, claims),
    batch: (useCase) => queueHandler(manifest, useCase, run, claims),
    command: (useCase) => commandHandler(manifest, useCase, run),
    outbox: (useCase) => outboxHandler(manifest, useCase, run),
    request: (useCase) => httpHandler(useCase, run),
    invocation: (useCase) => directHandler(manifest, useCase, run, input),
  };
  if (options.input !== undefined && manifest.trigger !== 'invocation')
    refusing(`Function ${manifest.name}`)('its "input" has no effect, because events or requests trigger it. Remove "input".');
  const handle = handlers[manifest.trigger](compose(toolsOf(manifest, run, claims))) as AnyHandler;
  const inner: AnyHandler = (payload, context) => run.invoked(context, () => handle(payload, context));
  return wrapped(inner, options.middleware ?? []) as Handlers[By];
};

/** Only functions that use Middy load it, so that the cold start of others does not pay for it. */
const wrapped = (inner: AnyHandler, middleware: readonly object[]): AnyHandler => {
  if (middleware.length === 0) return inner;
  // Lambda itself enforces the timeout.
  const loading = import('@middy/core').then(({ default: middy }) =>
    middy(inner, { timeoutEarlyInMillis: 0 }).use([...middleware] as MiddlewareObj[]),
  );
  return async (payload, context) => (await loading)(payload, context);
};

type AnyHandler = (payload: unknown, context: Context) => Promise<unknown>;

type Nothing = Readonly<Record<string, never>>;
const NOTHING = z.strictObject({});

/** Getters: a function that does not publish has no bus in its environment. */
const toolsOf = <Published extends EventContract, Sent extends CommandContract>(
  manifest: FunctionManifest<EventContract, Published, Trigger, CommandContract, Sent>,
  run: Run,
  claims: Claims,
): Tools<Published, Sent> => ({
  log: run.log,
  get publish() {
    return publisher(manifest, { claims });
  },
  get publishAll() {
    return batchPublisher(manifest, { claims });
  },
  get send() {
    return sender(manifest);
  },
  once: onceFor(manifest, run),
});
