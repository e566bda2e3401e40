import {
  DescribeArchiveCommand,
  DescribeReplayCommand,
  type DescribeReplayResponse,
  DescribeRuleCommand,
  type EventBridgeClient,
  ResourceNotFoundException,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import pc from 'picocolors';
import type { Connection } from '../connection.ts';
import { showProgress } from '../progress.ts';

export interface ReplayOptions {
  readonly from: Date;
  readonly to: Date;
  /** Names of rules, as deployed or without the environment's prefix. @default every rule that matches */
  readonly rules: readonly string[];
  /** @default the bus's own */
  readonly archive?: string;
  readonly name: string;
}

const LOOK_MS = 500;
const ENDED: ReadonlySet<string> = new Set(['COMPLETED', 'CANCELLED', 'FAILED']);

/** Replays archived events and waits until the replay ends. Returns exit code 1 when the replay failed. */
export const replay = async (connection: Connection, options: ReplayOptions, say: (line: string) => void): Promise<void> => {
  const { events, bus, where } = connection;
  const { from, to, name } = options;
  const archive = await archiveOf(events, options.archive ?? bus, where);
  const ruleArns = await Promise.all(options.rules.map((rule) => ruleArnOf(connection, rule)));
  await events.send(
    new StartReplayCommand({
      ReplayName: name,
      EventSourceArn: archive.ArchiveArn,
      EventStartTime: from,
      EventEndTime: to,
      Destination: { Arn: archive.EventSourceArn, ...(ruleArns.length > 0 && { FilterArns: ruleArns }) },
    }),
  );
  const to_whom = options.rules.length === 0 ? 'every rule that matches' : options.rules.join(', ');
  say(`replay ${pc.bold(name)}: ${from.toISOString()} to ${to.toISOString()}, to ${to_whom}, at ${where}`);
  const ended = await waitFor(events, name, from, to);
  const took = (ended.ReplayEndTime?.getTime() ?? 0) - (ended.ReplayStartTime?.getTime() ?? 0);
  if (ended.State === 'COMPLETED') {
    const last = ended.EventLastReplayedTime;
    say(
      pc.green(
        `completed in ${took} ms; ${last === undefined ? 'the archive has no event in that time' : `the last event is of ${last.toISOString()}`}`,
      ),
    );
    return;
  }
  say(pc.red(`${ended.State}: ${ended.StateReason ?? 'an operator cancelled the replay'}`));
  process.exitCode = 1;
};

const waitFor = async (events: EventBridgeClient, ReplayName: string, from: Date, to: Date): Promise<DescribeReplayResponse> => {
  const progress = showProgress(ReplayName);
  const seconds = (time: Date): number => Math.round((time.getTime() - from.getTime()) / 1_000);
  try {
    for (;;) {
      const described = await events.send(new DescribeReplayCommand({ ReplayName }));
      if (ENDED.has(described.State ?? '')) return described;
      progress.show(seconds(described.EventLastReplayedTime ?? from), seconds(to));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    progress.end();
  }
};

const archiveOf = async (events: EventBridgeClient, ArchiveName: string, where: string) => {
  try {
    return await events.send(new DescribeArchiveCommand({ ArchiveName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new Error(`The archive ${ArchiveName} does not exist at ${where}. Name another archive with --archive.`, { cause: error });
  }
};

const ruleArnOf = async ({ events, bus, named, where }: Connection, rule: string): Promise<string> => {
  for (const Name of new Set([rule, named(rule)])) {
    try {
      return (await events.send(new DescribeRuleCommand({ Name, EventBusName: bus }))).Arn ?? '';
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
  throw new Error(
    `The rule ${rule} does not exist on the bus ${bus} at ${where}. "aws events list-rules --event-bus-name ${bus}" lists them.`,
  );
};
