import type { Account, Clock, JobOutcome, Jobs, Store } from '@plumbline/local-aws-kernel';
import { arnOf } from '@plumbline/local-aws-kernel';
import type { ArchivedEvent, Archives } from './archives.ts';
import type { EventBuses, Rule } from './event-buses.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html */
export type ReplayState = 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';

/** A replay of a span of an archive to its bus. Times in ms since 1970. */
export interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly archive: string;
  readonly busArn: string;
  /** The rules that receive the events. @default every rule that matches */
  readonly ruleArns?: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: ReplayState;
  readonly stateReason?: string;
  readonly startedMs: number;
  readonly endedMs?: number;
  /** The time of the last event that was replayed. */
  readonly lastEventMs?: number;
}

export interface Replays {
  all(): readonly Replay[];
  get(name: string): Replay | undefined;
  start(replay: Omit<Replay, 'arn' | 'state' | 'startedMs'>): Replay;
  cancel(replay: Replay): Replay;
}

export interface ReplaysProps {
  readonly account: Account;
  readonly clock: Clock;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly buses: EventBuses;
  readonly archives: Archives;
  /** Passes a replayed event to the rules. Called inside a write. */
  readonly take: (busArn: string, text: string, wants: (rule: Rule) => boolean) => void;
}

interface ReplayJob {
  readonly name: string;
  readonly after: Pick<ArchivedEvent, 'id' | 'timeMs'> | null;
}

const KIND = 'events.replay';
/** Events in a step: a step is one commit, so this is also the number of events that may arrive twice when the process is killed. */
const STEP_EVENTS = 100;
/** A replay waits while this many jobs run, so that its memory does not grow with the archive. */
const JOBS_MAX = 200;

/** Replays are jobs: rows that resume after a restart, one step of events after the other, in the order of time. */
export const openReplays = ({ account, clock, store, jobs, buses, archives, take }: ReplaysProps): Replays => {
  store.define('create table if not exists event_replay (id integer primary key, name text not null unique, replay text not null) strict');
  const toReplay = (row: Record<string, unknown>): Replay => JSON.parse(String(row['replay'])) as Replay;
  const find = (name: string): Replay | undefined => {
    const row = store.prepare('select replay from event_replay where name = ?').get(name);
    return row === undefined ? undefined : toReplay(row);
  };
  const save = (replay: Replay): Replay => {
    store.write(() => store.prepare('update event_replay set replay = ? where name = ?').run(JSON.stringify(replay), replay.name));
    return replay;
  };

  jobs.handle<ReplayJob>(KIND, async ({ name, after }): Promise<JobOutcome<ReplayJob>> => {
    await jobs.belowLoad(JOBS_MAX);
    const replay = find(name);
    if (replay === undefined) return undefined;
    if (replay.state === 'CANCELLING') return end(replay, 'CANCELLED');
    const problem = problemOf(replay);
    if (problem !== undefined) return end({ ...replay, stateReason: problem }, 'FAILED');
    const events = archives.read({ archive: replay.archive, fromMs: replay.fromMs, toMs: replay.toMs }, after ?? undefined, STEP_EVENTS);
    const last = events.at(-1);
    if (last === undefined) return end(replay, 'COMPLETED');
    return store.write(() => {
      for (const { text } of events) take(replay.busArn, withReplayName(text, name), ({ arn }) => replay.ruleArns?.includes(arn) ?? true);
      save({ ...replay, state: 'RUNNING', lastEventMs: last.timeMs });
      return { retryAtMs: clock.now(), payload: { name, after: { id: last.id, timeMs: last.timeMs } } };
    });
  });

  const problemOf = ({ archive, busArn }: Replay): string | undefined => {
    if (archives.get(archive) === undefined) return `Archive ${archive} does not exist.`;
    return buses.find(busArn) === undefined ? `Event bus ${busArn} does not exist.` : undefined;
  };
  const end = (replay: Replay, state: ReplayState): undefined => void save({ ...replay, state, endedMs: clock.now() });

  return {
    all: () => store.prepare('select replay from event_replay order by id').all().map(toReplay),
    get: find,
    start(definition) {
      const arn = arnOf(account, 'events', `replay/${definition.name}`);
      const replay: Replay = { ...definition, arn, state: 'STARTING', startedMs: clock.now() };
      store.write(() => {
        store.prepare('insert into event_replay (name, replay) values (?, ?)').run(replay.name, JSON.stringify(replay));
        const job: ReplayJob = { name: replay.name, after: null };
        jobs.add(KIND, job);
      });
      return replay;
    },
    cancel: (replay) => save({ ...replay, state: 'CANCELLING' }),
  };
};

/** EventBridge writes `replay-name` after `region`. The envelope is ours, so its first `"region"` member is the event's own. */
const withReplayName = (text: string, name: string): string =>
  text.replace(/"region":"[^"]*"/, (region) => `${region},"replay-name":${JSON.stringify(name)}`);
