import type { SQSClient } from '@aws-sdk/client-sqs';
import type { CommandContract } from '../command/command-contract.ts';
import { commandQueueVariable } from '../command/define-command.ts';
import { EventKitError } from '../errors.ts';
import { derivedEventId } from '../event-id.ts';
import { eventTime } from '../event-time.ts';
import type { FunctionManifest } from '../manifest/define-function.ts';
import type { Send } from '../send.ts';
import { environment } from './environment.ts';
import { strictData } from './strict-data.ts';

export interface SenderProps {
  /** @default a new SQSClient */
  readonly client?: Pick<SQSClient, 'send'>;
  /** @default the machine's clock */
  readonly now?: () => Date;
}

/**
 * The sender of the commands that a manifest declares: checks the data strictly, fills the metadata, and derives the command's id from its
 * cause, so that a repeated send is the same command.
 *
 * @throws EventKitError `INVALID_DATA`
 */
export const sender = <Sent extends CommandContract>(
  { name, sends }: Pick<FunctionManifest, 'name'> & { readonly sends: readonly Sent[] },
  { client, now = () => new Date() }: SenderProps = {},
): Send<Sent> => {
  const declared = new Set<CommandContract>(sends);
  // A chunk of its own in the bundle: functions that send nothing do not load it at a cold start.
  const loading = import('@aws-sdk/client-sqs').then((sqs) => ({ ...sqs, client: client ?? new sqs.SQSClient() }));
  return async (contract, data, { cause, part }) => {
    const { commandType, version } = contract;
    if (!declared.has(contract)) {
      const write = [...sends, contract].map((command) => command.commandType).join(', ');
      throw new EventKitError(
        'INVALID_DATA',
        `Function ${name} sent ${commandType}, which its manifest does not declare. Write sends: [${write}].`,
      );
    }
    const Metadata = {
      command_time_iso8601: eventTime(now(), cause.event_time_iso8601),
      command_type: commandType,
      command_version: version,
      command_id: derivedEventId(cause.event_id, commandType, part),
      correlation_id: cause.correlation_id ?? cause.event_id,
      causation_id: cause.event_id,
    };
    const MessageBody = JSON.stringify({ Metadata, Data: strictData(contract.data, data, `${commandType} ${version} was not sent`) });
    const { SendMessageCommand, client: queues } = await loading;
    await queues.send(new SendMessageCommand({ QueueUrl: environment(commandQueueVariable(contract)), MessageBody }));
  };
};
