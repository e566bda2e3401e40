import { randomUUID } from 'node:crypto';
import { AwsError, type Iam, type Kernel, LAMBDA, type Ports, type TargetCall } from '@plumbline/local-aws-kernel';
import type { FunctionDefinition } from './function-definition.ts';

/** Sends records to destinations. */
export interface DestinationProps extends Pick<Kernel, 'iam'> {
  readonly ports: Pick<Ports, 'callTargetNow' | 'permissionsFor'>;
}

/** A record to send. */
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
  const { definition, record, traceHeader, nowMs } = outgoing;
  const call = recordCall(props.iam, outgoing, `${folderOf(definition)}${objectName(nowMs)}`);
  take(props.ports, { ...call, input: record, traceHeader });
};

/** Calls the destination, and throws its error. */
export const take = (ports: DestinationProps['ports'], call: TargetCall): void => {
  const outcome = ports.callTargetNow(call);
  if (outcome?.kind === 'failed') throw new AwsError(outcome.code, outcome.message);
};

/**
 * AWS's page gives the source once as `lambda` and once as `aws.lambda`. Rules match `lambda` in practice, and a customer's role may
 * put only that source.
 */
const SOURCE = 'lambda';

type Destination = Pick<OutgoingRecord, 'definition' | 'destinationArn' | 'succeeded'>;

/** The call that sends a record to its destination. `name` is the object's key in a bucket. */
const recordCall = (iam: Iam, { definition, destinationArn, succeeded }: Destination, name: string): TargetCall => ({
  arn: destinationArn,
  sender: { principal: LAMBDA, sourceArn: definition.arn, role: iam.principalOf(definition.roleArn, definition.name) },
  input: '',
  name,
  lastResort: true,
  event: {
    source: SOURCE,
    detailType: `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`,
    resources: [destinationArn, `${definition.arn}:$LATEST`],
  },
});

const folderOf = ({ name }: FunctionDefinition): string => `aws/lambda/async/${name}/`;

/** `YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<Random UUID>` */
export const objectName = (nowMs: number): string => {
  const time = new Date(nowMs).toISOString().slice(0, 19);
  return `${time.slice(0, 10).replaceAll('-', '/')}/${time.replaceAll(':', '.')}-${randomUUID()}`;
};

/** The operation that AWS names when a role lacks the permission, by the destination's service. */
const OPERATIONS: Readonly<Record<string, string>> = {
  sqs: 'SendMessage',
  lambda: 'InvokeFunction',
  events: 'PutEvents',
  s3: 'PutObject',
  sns: 'Publish',
};

/** Throws AWS's error for a destination that the function's role may not send to. */
export const checkDestination = (
  { iam, ports }: DestinationProps,
  definition: FunctionDefinition,
  arn: string,
  succeeded: boolean,
): void => {
  const call = recordCall(iam, { definition, destinationArn: arn, succeeded }, folderOf(definition));
  const { role } = call.sender;
  if (role === undefined || ports.permissionsFor(call).every((permission) => iam.refusal(role, permission) === undefined)) return;
  const operation = OPERATIONS[arn.split(':')[2] ?? ''];
  const message = `The function's execution role does not have permissions to call ${operation} on ${arn}`;
  throw new AwsError('InvalidParameterValueException', message);
};
