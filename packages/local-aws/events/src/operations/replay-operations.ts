import { AwsError, arnOf, page } from '@plumbline/local-aws-kernel';
import type { Archive } from '../archives.ts';
import type { Replay } from '../replays.ts';
import { checkTexts, REQUIRED, RULE_NAME, validationError } from '../request-check.ts';
import { type EventsContext, everything, operation, seconds } from './operation.ts';

interface Input {
  readonly ReplayName?: string;
  readonly EventSourceArn?: string;
  readonly Description?: string;
  /** Seconds since 1970. */
  readonly EventStartTime?: number;
  readonly EventEndTime?: number;
  readonly Destination?: { readonly Arn?: string; readonly FilterArns?: readonly string[] };
  readonly State?: string;
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const REPLAYS_AT_ONCE_MAX = 10;
const UNDER_WAY: ReadonlySet<string> = new Set(['STARTING', 'RUNNING', 'CANCELLING']);

export const replayOperations = ({ account, archives, replays }: EventsContext) => {
  const arnOfInput = ({ ReplayName = '' }: Input): string => arnOf(account, 'events', `replay/${ReplayName}`);
  const get = ({ ReplayName = '' }: Input): Replay => {
    checkTexts({ replayName: [ReplayName, RULE_NAME] });
    const replay = replays.get(ReplayName);
    if (replay === undefined) throw new AwsError('ResourceNotFoundException', `Replay ${ReplayName} does not exist.`);
    return replay;
  };
  const archiveOf = (arn: string): Archive => {
    const name = arn.split(':archive/').at(-1) ?? arn;
    return archives.get(name) ?? validationError(`Parameter EventSourceArn is not valid. Reason: Archive ${name} does not exist.`);
  };
  const summary = (replay: Replay) => ({
    ReplayName: replay.name,
    EventSourceArn: arnOf(account, 'events', `archive/${replay.archive}`),
    State: replay.state,
    EventStartTime: seconds(replay.fromMs),
    EventEndTime: seconds(replay.toMs),
    ReplayStartTime: seconds(replay.startedMs),
    ...(replay.stateReason !== undefined && { StateReason: replay.stateReason }),
    ...(replay.lastEventMs !== undefined && { EventLastReplayedTime: seconds(replay.lastEventMs) }),
    ...(replay.endedMs !== undefined && { ReplayEndTime: seconds(replay.endedMs) }),
  });

  return {
    ...operation<Input>('StartReplay', arnOfInput, (input) => {
      const { ReplayName = '', EventSourceArn = '', EventStartTime = 0, EventEndTime = 0, Destination = {} } = input;
      checkTexts({
        replayName: [ReplayName, RULE_NAME],
        eventSourceArn: [input.EventSourceArn, REQUIRED],
        'destination.arn': [Destination.Arn, REQUIRED],
      });
      const archive = archiveOf(EventSourceArn);
      if (archive.busArn !== Destination.Arn)
        validationError('Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.');
      if (EventStartTime >= EventEndTime)
        validationError('Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.');
      if (replays.get(ReplayName) !== undefined)
        throw new AwsError('ResourceAlreadyExistsException', `Replay ${ReplayName} already exists.`);
      if (replays.all().filter(({ state }) => UNDER_WAY.has(state)).length >= REPLAYS_AT_ONCE_MAX)
        throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
      const replay = replays.start({
        name: ReplayName,
        archive: archive.name,
        busArn: archive.busArn,
        fromMs: EventStartTime * 1_000,
        toMs: EventEndTime * 1_000,
        ...(input.Description !== undefined && { description: input.Description }),
        ...(Destination.FilterArns !== undefined && { ruleArns: Destination.FilterArns }),
      });
      return { ReplayArn: replay.arn, State: replay.state, ReplayStartTime: seconds(replay.startedMs) };
    }),
    ...operation<Input>('CancelReplay', arnOfInput, (input) => {
      const replay = get(input);
      if (replay.state !== 'STARTING' && replay.state !== 'RUNNING')
        throw new AwsError('IllegalStatusException', `Replay ${replay.name} is not in a valid state for this operation.`);
      const { arn, state } = replays.cancel(replay);
      return { ReplayArn: arn, State: state };
    }),
    ...operation<Input>('DescribeReplay', arnOfInput, (input) => {
      const replay = get(input);
      return {
        ReplayArn: replay.arn,
        ...summary(replay),
        Destination: { Arn: replay.busArn, ...(replay.ruleArns !== undefined && { FilterArns: replay.ruleArns }) },
        ...(replay.description !== undefined && { Description: replay.description }),
      };
    }),
    ...operation<Input>('ListReplays', everything, (input) => {
      const wanted = replays
        .all()
        .filter(({ state, archive }) => state === (input.State ?? state) && (input.EventSourceArn ?? archive).endsWith(archive));
      const { items, ...next } = page(wanted, ({ name }) => name, input);
      return { Replays: items.map(summary), ...next };
    }),
  };
};
