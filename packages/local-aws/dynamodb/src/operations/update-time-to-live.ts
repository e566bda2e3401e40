import type { JsonOperation } from '@plumbline/local-aws-kernel';
import type { Shape } from '../dynalite.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { tableNotFound, validationError } from '../errors.ts';
import { tablePermissions } from '../permissions.ts';
import { readTableRequest, TABLE_NAME_SHAPE } from '../request.ts';

interface UpdateTimeToLiveRequest {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly AttributeName: string; readonly Enabled: boolean };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive = ({ account, tables, timeToLive }: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(account, 'UpdateTimeToLive', input),
  run(input) {
    const { TableName, TimeToLiveSpecification } = readTableRequest<UpdateTimeToLiveRequest>(input, SHAPE, []);
    const { Enabled, AttributeName } = TimeToLiveSpecification;
    const table = tables.find(TableName);
    if (table === undefined) throw tableNotFound(TableName);
    const { ttlAttribute, ...definition } = table.definition;
    if (Enabled && ttlAttribute === AttributeName) throw validationError('TimeToLive is already enabled');
    if (Enabled && ttlAttribute !== undefined) {
      throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${ttlAttribute}`);
    }
    if (!Enabled && ttlAttribute === undefined) throw validationError('TimeToLive is already disabled');
    if (!Enabled && ttlAttribute !== AttributeName) {
      throw validationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${ttlAttribute}`);
    }
    tables.put(Enabled ? { ...definition, ttlAttribute: AttributeName } : definition);
    timeToLive.rescheduled();
    return { TimeToLiveSpecification };
  },
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TimeToLiveSpecification.html */
const ATTRIBUTE_NAME_LENGTH_MAX = 255;

const SHAPE: Shape = {
  TableName: TABLE_NAME_SHAPE,
  TimeToLiveSpecification: {
    type: 'FieldStruct<TimeToLiveSpecification>',
    notNull: true,
    children: {
      AttributeName: { type: 'String', notNull: true, lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: ATTRIBUTE_NAME_LENGTH_MAX },
      Enabled: { type: 'Boolean', notNull: true },
    },
  },
};
