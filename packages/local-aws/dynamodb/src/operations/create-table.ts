import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import type { ScalarType } from '../attribute-value.ts';
import { createTableProblem } from '../dynalite.ts';
import type { DynamoDbContext } from '../dynamodb-context.ts';
import { validationError } from '../errors.ts';
import { tablePermissions } from '../permissions.ts';
import { operationShape, readRequest } from '../request.ts';
import { STREAM_VIEW_TYPES, type StreamViewType } from '../streams/stream-view-type.ts';
import type { IndexDefinition, TableDefinition } from '../table-definition.ts';
import { describe } from '../table-description.ts';

interface CreateTableRequest {
  readonly TableName: string;
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: ScalarType }[];
  readonly KeySchema: readonly KeyElement[];
  readonly GlobalSecondaryIndexes?: readonly IndexRequest[];
  readonly LocalSecondaryIndexes?: readonly IndexRequest[];
  readonly ProvisionedThroughput?: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
  readonly DeletionProtectionEnabled?: boolean;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly StreamSpecification?: StreamSpecification;
}
interface StreamSpecification {
  readonly StreamEnabled?: boolean;
  readonly StreamViewType?: StreamViewType;
}
interface KeyElement {
  readonly AttributeName: string;
}
interface IndexRequest {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType: IndexDefinition['projection']; readonly NonKeyAttributes?: readonly string[] };
}

const SHAPE = operationShape('createTable', {
  DeletionProtectionEnabled: 'Boolean',
  StreamSpecification: {
    type: 'FieldStruct<StreamSpecification>',
    children: { StreamEnabled: 'Boolean', StreamViewType: { type: 'String', enum: [...STREAM_VIEW_TYPES] } },
  },
  Tags: { type: 'List', children: { type: 'ValueStruct<Tag>', children: { Key: 'String', Value: 'String' } } },
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable = (context: DynamoDbContext): JsonOperation<object> => ({
  permissions: (input) => tablePermissions(context.account, 'CreateTable', input),
  run(input) {
    const request = readRequest<CreateTableRequest>(input, SHAPE);
    const problem = createTableProblem(request);
    if (problem) throw validationError(problem);
    checkStream(request.StreamSpecification);
    if (context.tables.find(request.TableName) !== undefined) {
      throw new AwsError('ResourceInUseException', `Table already exists: ${request.TableName}`);
    }
    return { TableDescription: describe(context.tables.put(definitionOf(request)), context) };
  },
});

const checkStream = ({ StreamEnabled, StreamViewType }: StreamSpecification = {}): void => {
  if (StreamEnabled === true && StreamViewType === undefined)
    throw validationError('One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true');
  if (StreamEnabled !== true && StreamViewType !== undefined)
    throw validationError('One or more parameter values were invalid: StreamViewType is not allowed when StreamEnabled is false');
};

const definitionOf = (request: CreateTableRequest): TableDefinition => ({
  name: request.TableName,
  ...keysOf(request.KeySchema),
  attributes: Object.fromEntries(request.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType])),
  ...(request.GlobalSecondaryIndexes && { globalSecondaryIndexes: request.GlobalSecondaryIndexes.map(indexOf) }),
  ...(request.LocalSecondaryIndexes && { localSecondaryIndexes: request.LocalSecondaryIndexes.map(indexOf) }),
  ...(request.DeletionProtectionEnabled && { deletionProtection: true }),
  ...(request.StreamSpecification?.StreamViewType && { stream: { viewType: request.StreamSpecification.StreamViewType } }),
  ...(request.Tags && { tags: Object.fromEntries(request.Tags.map(({ Key, Value }) => [Key, Value])) }),
  ...(request.ProvisionedThroughput && {
    provisionedThroughput: {
      readCapacityUnits: request.ProvisionedThroughput.ReadCapacityUnits,
      writeCapacityUnits: request.ProvisionedThroughput.WriteCapacityUnits,
    },
  }),
});

const indexOf = ({ IndexName, KeySchema, Projection }: IndexRequest): IndexDefinition => ({
  name: IndexName,
  ...keysOf(KeySchema),
  projection: Projection.ProjectionType,
  ...(Projection.NonKeyAttributes && { nonKeyAttributes: Projection.NonKeyAttributes }),
});

const keysOf = ([hash, range]: readonly KeyElement[]): { hashKey: string; rangeKey?: string } => ({
  hashKey: hash?.AttributeName ?? '',
  ...(range && { rangeKey: range.AttributeName }),
});
