import { isJson, isList, isObject, type JsonValue, readJson } from '@plumbline/eventbridge';
import { type Ports, type Principal, type TargetFailure, targetFailure } from '@plumbline/local-aws-kernel';
import { callSynchronously } from './call-synchronously.ts';
import { enrichedEvent, type PipeEvent } from './pipe-event.ts';

export interface Enrichment {
  readonly arn: string;
  readonly role: Principal;
  /** One for each event, as JSON. */
  readonly inputs: readonly string[];
  readonly traceHeader: string | undefined;
}

/** "Enrichment responses are limited to a maximum size of 6MB." */
const RESPONSE_BYTES_MAX = 6 * 1024 * 1024;

/**
 * Calls the enrichment with the whole batch, as an array even if it has one event. An empty response, `""`, `{}` or `[]`, means that the
 * target is not invoked; `[{}]` is one empty event.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
 */
export const enrich = async (
  ports: Pick<Ports, 'callService'>,
  { arn, role, inputs, traceHeader }: Enrichment,
): Promise<readonly PipeEvent[] | TargetFailure> => {
  const answer = await callSynchronously(ports, { arn, role, input: `[${inputs.join(',')}]`, traceHeader });
  if (!('payload' in answer)) return answer;
  const { payload } = answer;
  if (Buffer.byteLength(payload) > RESPONSE_BYTES_MAX)
    return targetFailure('rejected', 'EnrichmentResponseTooLarge', `The response of ${arn} is larger than 6 MB.`);
  if (payload !== '' && !isJson(payload))
    return targetFailure('rejected', 'EnrichmentResponseInvalid', `The response of ${arn} is not JSON.`);
  const value = payload === '' ? '' : readJson(payload);
  if (isList(value)) return value.map(enrichedEvent);
  return isEmpty(value) ? [] : [enrichedEvent(value)];
};

const isEmpty = (value: JsonValue): boolean => value === '' || value === null || (isObject(value) && Object.keys(value).length === 0);
