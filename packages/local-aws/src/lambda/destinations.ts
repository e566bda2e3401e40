import { randomUUID } from 'node:crypto';
import type { Permission } from '@plumbline/iam-policy';
import { AwsError } from '../aws-error.ts';
import { checkRequest, type EntryAnswer, type PutEventsEntry } from '../events/put-events.ts';
import type { Iam } from '../iam/iam.ts';
import type { S3 } from '../s3/s3.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Lambda } from './lambda.ts';
import { checkEventSize } from './payload-limits.ts';

/** The services that take the records of asynchronous invocations. */
export interface DestinationProps extends Pick<Lambda, 'exists' | 'invokeAsync'> {
  readonly iam: Iam;
  readonly sqs: Sqs;
  readonly s3: Pick<S3, 'put'>;
  /** Accepts an entry as PutEvents does. */
  readonly putEvent: (entry: PutEventsEntry, traceHeader: string | undefined) => EntryAnswer;
}

/** A record on its way. */
export interface OutgoingRecord {
  readonly definition: FunctionDefinition;
  readonly destinationArn: string;
  readonly record: string;
  readonly succeeded: boolean;
  readonly traceHeader: string | undefined;
  readonly nowMs: number;
}

/**
 * Sends a record with the function's own role. Throws AwsError when the destination or the permission is missing, or the
 * record is too large: on AWS a metric, `DestinationDeliveryFailures`, and the record is lost.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
 */
export const sendRecord = (props: DestinationProps, outgoing: OutgoingRecord): void => {
  const { definition, destinationArn, record, succeeded, traceHeader, nowMs } = outgoing;
  const role = props.iam.principalOf(definition.roleArn, definition.name);
  const key = `aws/lambda/async/${definition.name}/${objectName(nowMs)}`;
  for (const permission of permissionsFor(destinationArn, succeeded, key)) props.iam.authorize(role, permission);
  const service = serviceOf(destinationArn);
  if (service === 'sqs') {
    props.sqs.send(destinationArn, {
      body: record,
      ...(traceHeader === undefined ? {} : { systemAttributes: { AWSTraceHeader: traceHeader } }),
    });
  } else if (service === 'lambda') {
    if (!props.exists(destinationArn)) throw new AwsError('ResourceNotFoundException', `Function not found: ${destinationArn}`);
    checkEventSize('Event', record);
    props.invokeAsync(destinationArn, record, { traceHeader });
  } else if (service === 's3') props.s3.put(bucketOf(destinationArn), key, Buffer.from(record), 'application/json');
  else putEvent(props, outgoing);
};

/**
 * AWS's page says of the source once `lambda` and once `aws.lambda`; `lambda` is what rules match in practice, and all
 * that a customer's role may put.
 */
const SOURCE = 'lambda';

const putEvent = ({ putEvent: put }: DestinationProps, outgoing: OutgoingRecord): void => {
  const entry: PutEventsEntry = {
    EventBusName: outgoing.destinationArn,
    Source: SOURCE,
    DetailType: detailType(outgoing.succeeded),
    Detail: outgoing.record,
    Resources: [outgoing.destinationArn, `${outgoing.definition.arn}:$LATEST`],
  };
  checkRequest([entry]);
  const answer = put(entry, outgoing.traceHeader);
  if ('ErrorCode' in answer) throw new AwsError(answer.ErrorCode, answer.ErrorMessage);
};

const detailType = (succeeded: boolean): string => `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`;

/** What the function's role must allow. `key` is the object's. */
const permissionsFor = (arn: string, succeeded: boolean, key: string): readonly Permission[] => {
  const service = serviceOf(arn);
  if (service === 'sqs') return [{ action: 'sqs:SendMessage', resource: arn }];
  if (service === 'lambda') return [{ action: 'lambda:InvokeFunction', resource: arn }];
  if (service === 's3') {
    return [
      { action: 's3:PutObject', resource: `${arn}/${key}` },
      { action: 's3:ListBucket', resource: arn },
    ];
  }
  const conditionKeys = { 'events:source': [SOURCE], 'events:detail-type': [detailType(succeeded)] };
  return [{ action: 'events:PutEvents', resource: arn, conditionKeys }];
};

/** `YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<Random UUID>` */
const objectName = (nowMs: number): string => {
  const time = new Date(nowMs).toISOString().slice(0, 19);
  return `${time.slice(0, 10).replaceAll('-', '/')}/${time.replaceAll(':', '.')}-${randomUUID()}`;
};

const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';
const bucketOf = (arn: string): string => arn.split(':')[5] ?? '';

/** The operation of which AWS says that a role lacks it, by the destination's service. */
const OPERATIONS: Readonly<Record<string, string>> = {
  sqs: 'SendMessage',
  lambda: 'InvokeFunction',
  events: 'PutEvents',
  s3: 'PutObject',
};

/** Throws what AWS throws when a destination is set that the function's role may not send to. */
export const checkDestination = (iam: Iam, definition: FunctionDefinition, arn: string, succeeded: boolean): void => {
  const role = iam.principalOf(definition.roleArn, definition.name);
  const refused = permissionsFor(arn, succeeded, `aws/lambda/async/${definition.name}/`).some((permission) =>
    iam.refusal(role, permission),
  );
  if (!refused) return;
  const operation = OPERATIONS[serviceOf(arn)];
  const message = `The function's execution role does not have permissions to call ${operation} on ${arn}`;
  throw new AwsError('InvalidParameterValueException', message);
};
