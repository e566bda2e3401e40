import type { z } from 'zod';
import type { CommandContract } from '../command/command-contract.ts';

/** Infra writes this constant before the code of a resolver that sends commands. */
declare const PLUMBLINE_COMMANDS: Readonly<Record<string, { readonly queueUrl: string; readonly version: string }>>;

/** An AppSync request to an HTTP data source, https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-http-js.html */
export interface HttpRequest {
  readonly method: 'POST';
  readonly resourcePath: string;
  readonly params: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

export interface SentCommand<C extends CommandContract> {
  readonly commandType: C['commandType'];
  /** Identifies the command; a repeated send with the same id is the same command. */
  readonly id: string;
  /** ISO 8601 in UTC: `util.time.nowISO8601()`. */
  readonly time: string;
  readonly data: z.input<C['data']>;
}

/**
 * The request with which a resolver puts a command into its queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 * @example
 * ```ts
 * export const request = (ctx: Context) =>
 *   sendCommand<typeof PlaceOrder>({ commandType: 'PlaceOrder', id: util.autoUlid(), time: util.time.nowISO8601(), data: ctx.args.input });
 * ```
 */
export const sendCommand = <C extends CommandContract>({ commandType, id, time, data }: SentCommand<C>): HttpRequest => {
  const known = PLUMBLINE_COMMANDS[commandType];
  const Metadata = {
    command_time_iso8601: time,
    command_type: commandType,
    command_version: known?.version,
    command_id: id,
    correlation_id: id,
  };
  return {
    method: 'POST',
    resourcePath: '/',
    params: {
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: JSON.stringify({ QueueUrl: known?.queueUrl, MessageBody: JSON.stringify({ Metadata, Data: data }) }),
    },
  };
};
