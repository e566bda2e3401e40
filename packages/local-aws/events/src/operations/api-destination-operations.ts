import { type Account, AwsError, arnOf, page } from '@plumbline/local-aws-kernel';
import { nameId } from '@plumbline/topology';
import { type ApiDestination, CALLS_A_SECOND_MAX } from '../api-destinations/api-destinations.ts';
import { type AuthParametersShape, additionsFrom, authorizationFrom, type Connection } from '../api-destinations/connection.ts';
import { checkTexts, REQUIRED, RULE_NAME, validationError } from '../request-check.ts';
import { type EventsContext, everything, operation, seconds } from './operation.ts';

interface Input {
  readonly Name?: string;
  readonly Description?: string;
  readonly AuthorizationType?: string;
  readonly AuthParameters?: AuthParametersShape;
  readonly ConnectionArn?: string;
  readonly InvocationEndpoint?: string;
  readonly HttpMethod?: string;
  readonly InvocationRateLimitPerSecond?: number;
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

const arnWithId = (account: Account, kind: 'connection' | 'api-destination', name: string): string =>
  arnOf(account, 'events', `${kind}/${name}/${nameId(kind, name)}`);

export const apiDestinationOperations = ({ account, clock, apiDestinations, resources }: EventsContext) => {
  const { connections, destinations } = apiDestinations;
  const arnOfConnection = ({ Name = '' }: Input): string => arnWithId(account, 'connection', Name);
  const arnOfDestination = ({ Name = '' }: Input): string => arnWithId(account, 'api-destination', Name);
  const found = <T>(what: string, { Name = '' }: Input, all: ReadonlyMap<string, T>, arn: string): T => {
    checkTexts({ name: [Name, RULE_NAME] });
    const resource = all.get(arn);
    if (resource === undefined)
      throw new AwsError('ResourceNotFoundException', `Failed to describe the ${what}(s). ${what} '${Name}' does not exist.`);
    return resource;
  };
  const connection = (input: Input): Connection => found('Connection', input, connections, arnOfConnection(input));
  const destination = (input: Input): ApiDestination => found('ApiDestination', input, destinations, arnOfDestination(input));
  const refuseDuplicate = (what: string, name: string | undefined, exists: boolean): void => {
    if (exists) throw new AwsError('ResourceAlreadyExistsException', `${what} ${name} already exists.`);
  };

  return {
    ...operation<Input>('CreateConnection', arnOfConnection, (input) => {
      const made = connectionFrom(input, account, clock.now());
      refuseDuplicate('Connection', input.Name, connections.has(made.arn));
      resources.change.connection(made);
      return { ConnectionArn: made.arn, ConnectionState: 'AUTHORIZED', CreationTime: seconds(made.createdMs) };
    }),
    ...operation<Input>('DescribeConnection', arnOfConnection, (input) => connectionAnswer(connection(input))),
    ...operation<Input>('DeleteConnection', arnOfConnection, (input) => {
      const { arn } = connection(input);
      resources.remove.connection(arn);
      return { ConnectionArn: arn, ConnectionState: 'DELETING' };
    }),
    ...operation<Input>('ListConnections', everything, (input) => {
      const { items, ...next } = page([...connections.values()], ({ name }) => name, input);
      return { Connections: items.map(connectionAnswer), ...next };
    }),
    ...operation<Input>('CreateApiDestination', arnOfDestination, (input) => {
      const made = apiDestinationFrom(input, account, clock.now());
      if (!connections.has(made.connectionArn))
        throw new AwsError('ResourceNotFoundException', `Connection '${made.connectionArn}' does not exist.`);
      refuseDuplicate('ApiDestination', input.Name, destinations.has(made.arn));
      resources.change.apiDestination(made);
      return { ApiDestinationArn: made.arn, ApiDestinationState: 'ACTIVE', CreationTime: seconds(made.createdMs) };
    }),
    ...operation<Input>('DescribeApiDestination', arnOfDestination, (input) => destinationAnswer(destination(input))),
    ...operation<Input>('DeleteApiDestination', arnOfDestination, (input) => resources.remove.apiDestination(destination(input).arn)),
    ...operation<Input>('ListApiDestinations', everything, (input) => {
      const { items, ...next } = page([...destinations.values()], ({ name }) => name, input);
      return { ApiDestinations: items.map(destinationAnswer), ...next };
    }),
  };
};

/** @throws AwsError `ValidationException` */
export const connectionFrom = (input: Input, account: Account, nowMs: number): Connection => {
  const { Name = '', Description, AuthorizationType, AuthParameters = {} } = input;
  checkTexts({ name: [input.Name, RULE_NAME], authorizationType: [AuthorizationType, REQUIRED] });
  const authorization = authorizationFrom(AuthorizationType, AuthParameters);
  return {
    name: Name,
    arn: arnWithId(account, 'connection', Name),
    authorization: authorization ?? validationError(`The AuthParameters of connection ${Name} do not match the type ${AuthorizationType}.`),
    invocation: additionsFrom(AuthParameters.InvocationHttpParameters),
    createdMs: nowMs,
    ...(Description !== undefined && { description: Description }),
  };
};

/** @throws AwsError `ValidationException` */
export const apiDestinationFrom = (input: Input, account: Account, nowMs: number): ApiDestination => {
  const { Name = '', Description, ConnectionArn = '', InvocationEndpoint = '', HttpMethod = '', InvocationRateLimitPerSecond } = input;
  checkTexts({
    name: [input.Name, RULE_NAME],
    connectionArn: [input.ConnectionArn, REQUIRED],
    invocationEndpoint: [input.InvocationEndpoint, { required: true, lengthMin: 1, lengthMax: 2_048 }],
    httpMethod: [input.HttpMethod, { required: true, values: ['POST', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] }],
  });
  return {
    name: Name,
    arn: arnWithId(account, 'api-destination', Name),
    connectionArn: ConnectionArn,
    endpoint: InvocationEndpoint,
    method: HttpMethod,
    callsASecond: Math.min(InvocationRateLimitPerSecond ?? CALLS_A_SECOND_MAX, CALLS_A_SECOND_MAX),
    createdMs: nowMs,
    ...(Description !== undefined && { description: Description }),
  };
};

/** Responses never contain secrets. */
const connectionAnswer = ({ name, arn, description, authorization, createdMs }: Connection) => ({
  Name: name,
  ConnectionArn: arn,
  ConnectionState: 'AUTHORIZED',
  AuthorizationType: authorization.type,
  CreationTime: seconds(createdMs),
  ...(description !== undefined && { Description: description }),
});

const destinationAnswer = (destination: ApiDestination) => ({
  Name: destination.name,
  ApiDestinationArn: destination.arn,
  ApiDestinationState: 'ACTIVE',
  ConnectionArn: destination.connectionArn,
  InvocationEndpoint: destination.endpoint,
  HttpMethod: destination.method,
  InvocationRateLimitPerSecond: destination.callsASecond,
  CreationTime: seconds(destination.createdMs),
  ...(destination.description !== undefined && { Description: destination.description }),
});
