import { setTimeout as wait } from 'node:timers/promises';
import type { Kernel, Ports, Sender, TargetFailure } from '@plumbline/local-aws-kernel';
import { PIPES, targetFailure } from '@plumbline/local-aws-kernel';
import type { Pipe } from './pipe.ts';
import { type LogStep, pipeLog } from './pipe-log.ts';
import { deliver } from './stages/deliver.ts';
import { enrich } from './stages/enrich.ts';
import { failedRecords } from './stages/failed-records.ts';
import { fillTemplate } from './stages/input-template.ts';
import { type PipeEvent, sourceEvent } from './stages/pipe-event.ts';

/** A record of the source. */
export interface PipeRecord {
  /** The message's id, or the id of the stream's event. */
  readonly id: string;
  /** As JSON. */
  readonly text: string;
  readonly traceHeader?: string | undefined;
}

export interface RunBatchProps extends Pick<Kernel, 'clock' | 'iam' | 'faults'> {
  readonly ports: Ports;
}

/** The failures of a batch, by the index of the record; empty if the whole batch is done. */
export type FailedRecords = ReadonlyMap<number, TargetFailure>;

/** Runs a batch through the enrichment to the target, all with the pipe's role. */
export const runBatch = async (props: RunBatchProps, pipe: Pipe, records: readonly PipeRecord[]): Promise<FailedRecords> => {
  const log = pipeLog(props.ports, props.clock, pipe);
  log('EXECUTION_STARTED', { payload: `[${records.map(({ text }) => text).join(',')}]` });
  const failed = (await faultOf(props, pipe)) ?? (await throughStages(props, pipe, records, log));
  const failures = failed instanceof Map ? (failed as FailedRecords) : new Map(records.map((_, index) => [index, failed as TargetFailure]));
  const error = [...failures.values()][0]?.message;
  if (error === undefined) log('EXECUTION_SUCCEEDED');
  else log(failures.size < records.length ? 'EXECUTION_PARTIALLY_FAILED' : 'EXECUTION_FAILED', { error });
  return failures;
};

const throughStages = async (
  props: RunBatchProps,
  pipe: Pipe,
  records: readonly PipeRecord[],
  log: LogStep,
): Promise<FailedRecords | TargetFailure> => {
  const { ports, clock } = props;
  const { Enrichment: enrichmentArn, EnrichmentParameters, Target: targetArn = '', TargetParameters } = pipe.shape;
  const sender = senderOf(props, pipe);
  if (sender === undefined) return notAssumable(pipe);
  const facts = () => ({
    ...{ pipeArn: pipe.arn, pipeName: pipe.shape.Name, sourceArn: pipe.shape.Source ?? '' },
    ...{ enrichmentArn: enrichmentArn ?? '', targetArn, nowMs: clock.now() },
  });
  const inputOf = (template: string | undefined, event: PipeEvent): string | undefined =>
    template === undefined || template === '' ? event.text : fillTemplate(template, event, facts());

  let events: readonly PipeEvent[] = records.map(({ text }) => sourceEvent(text));
  if (enrichmentArn !== undefined) {
    log('ENRICHMENT_STAGE_ENTERED');
    const inputs = events.map((event) => inputOf(EnrichmentParameters?.InputTemplate, event));
    const complete = inputs.filter((input) => input !== undefined);
    if (complete.length < inputs.length) return transformationFailed('enrichment');
    log('ENRICHMENT_INVOCATION_STARTED');
    const enriched = await enrich(ports, { arn: enrichmentArn, role: sender.role, inputs: complete, traceHeader: sharedHeader(records) });
    if ('kind' in enriched) {
      log('ENRICHMENT_INVOCATION_FAILED', { error: enriched.message });
      return enriched;
    }
    log('ENRICHMENT_INVOCATION_SUCCEEDED', { payload: `[${enriched.map(({ text }) => text).join(',')}]` });
    events = enriched;
  }
  if (events.length === 0) return new Map();

  log('TARGET_STAGE_ENTERED');
  const inputs = events.flatMap((event, index) => {
    const input = inputOf(TargetParameters?.InputTemplate, event);
    const traceHeader = events.length === records.length ? records[index]?.traceHeader : sharedHeader(records);
    return input === undefined ? [] : [{ event, input, traceHeader }];
  });
  if (inputs.length < events.length) return transformationFailed('target');
  log('TARGET_INVOCATION_STARTED');
  const failures = failedRecords(records, events, await deliver({ ports, sender, shape: pipe.shape }, inputs));
  const error = [...failures.values()][0]?.message;
  if (error === undefined) log('TARGET_INVOCATION_SUCCEEDED');
  else log('TARGET_INVOCATION_FAILED', { error });
  return failures;
};

type PipeSender = Sender & { readonly role: NonNullable<Sender['role']> };

/** The pipe's role as the sender; `undefined` when Pipes may not assume it. */
export const senderOf = ({ iam }: Pick<RunBatchProps, 'iam'>, { arn, shape }: Pipe): PipeSender | undefined => {
  const { RoleArn = '', Name } = shape;
  return iam.trusts(RoleArn, PIPES, arn) ? { principal: PIPES, sourceArn: arn, role: iam.principalOf(RoleArn, Name) } : undefined;
};

export const notAssumable = ({ arn, shape }: Pipe): TargetFailure =>
  targetFailure('forbidden', 'AccessDeniedException', `EventBridge Pipes may not assume the role ${shape.RoleArn} for the pipe ${arn}.`);

const transformationFailed = (stage: string): TargetFailure =>
  targetFailure('rejected', 'TransformationFailed', `The input template of the ${stage} does not produce JSON for an event of the batch.`);

const sharedHeader = (records: readonly PipeRecord[]): string | undefined => {
  const headers = new Set(records.map(({ traceHeader }) => traceHeader));
  return headers.size === 1 ? records[0]?.traceHeader : undefined;
};

/** The failure of a batch that an injected fault strikes. A delay is in real time, as for functions. */
const faultOf = async ({ faults }: RunBatchProps, { shape }: Pipe): Promise<TargetFailure | undefined> => {
  const subject = { kind: 'pipe', name: shape.Name } as const;
  const delayMs = faults.delayMs(subject);
  if (delayMs > 0) await wait(delayMs);
  if (faults.strike('throttle', subject) !== undefined)
    return targetFailure('throttled', 'ThrottlingException', 'Injected fault: Rate exceeded.');
  if (faults.strike('fail', subject) === undefined) return undefined;
  return targetFailure('failed', 'InternalException', 'Injected fault: the pipe failed.');
};
