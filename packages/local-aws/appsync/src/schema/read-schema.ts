import { AwsError } from '@plumbline/local-aws-kernel';
import { buildASTSchema, type DocumentNode, GraphQLError, type GraphQLSchema, isSpecifiedScalarType, Kind, parse } from 'graphql';
import { AWS_DEFINITIONS, AWS_SCALARS } from './aws-definitions.ts';
import { addAwsScalars } from './aws-scalars.ts';
import { subscriptionFaults } from './check-subscriptions.ts';

/** https://docs.aws.amazon.com/general/latest/gr/appsync.html ("Schema document size") */
const SCHEMA_BYTES_MAX = 1_048_576;

/**
 * Reads a schema with AppSync's scalars and directives.
 *
 * @throws AwsError `GraphQLSchemaException` with every fault of the schema
 */
export const readSchema = (text: string): GraphQLSchema => {
  if (Buffer.byteLength(text) > SCHEMA_BYTES_MAX) throw schemaError(`The schema is over ${SCHEMA_BYTES_MAX} bytes.`);
  try {
    const own = parse(text, { noLocation: false });
    refuseCustomScalars(own);
    const schema = buildASTSchema(withAwsDefinitions(own));
    addAwsScalars(schema);
    if (schema.getQueryType() == null) throw schemaError('There is no top level schema object defined.');
    const faults = subscriptionFaults(schema);
    if (faults.length > 0) throw schemaError(faults.join(' '));
    return schema;
  } catch (error) {
    if (error instanceof AwsError) throw error;
    if (error instanceof GraphQLError || error instanceof Error) throw schemaError(error.message);
    throw error;
  }
};

const schemaError = (message: string): AwsError => new AwsError('GraphQLSchemaException', message);

/** A schema may repeat AppSync's definitions, as exported ones do. */
const withAwsDefinitions = (own: DocumentNode): DocumentNode => {
  const names = new Set(AWS_SCALARS);
  const definitions = own.definitions.filter(
    (one) =>
      !(one.kind === Kind.SCALAR_TYPE_DEFINITION && names.has(one.name.value)) &&
      !(one.kind === Kind.DIRECTIVE_DEFINITION && one.name.value.startsWith('aws_')),
  );
  return { kind: Kind.DOCUMENT, definitions: [...definitions, ...parse(AWS_DEFINITIONS, { noLocation: true }).definitions] };
};

/** "AWS AppSync doesn't support custom scalars": https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
const refuseCustomScalars = ({ definitions }: DocumentNode): void => {
  for (const one of definitions) {
    if (one.kind !== Kind.SCALAR_TYPE_DEFINITION || AWS_SCALARS.includes(one.name.value)) continue;
    if (!isSpecifiedScalarType({ name: one.name.value } as never))
      throw schemaError(`Custom scalars are not supported: ${one.name.value}.`);
  }
};
