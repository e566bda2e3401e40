import type { JsonObject } from '../json.ts';

/** A service that AWS SDK integrations can call. */
export interface SdkService {
  /** Before the error's name: the name of the service in AWS's Java SDK. */
  readonly prefix: string;
  /** The local service. */
  readonly name: string;
  readonly protocol: JsonProtocol | RestProtocol | { readonly kind: 'sns' } | { readonly kind: 'lambda' };
}

/** Operations by target header; any operation of the service. */
export interface JsonProtocol {
  readonly kind: 'json';
  readonly target: string;
  readonly version: '1.0' | '1.1';
  /** Whether the API's members start with a small letter: states write them with a capital. @default false */
  readonly camelCase?: boolean;
}

/** Operations by method and path, in which `{Member}` is a parameter. */
export interface RestProtocol {
  readonly kind: 'rest';
  readonly operations: Readonly<Record<string, readonly [method: string, path: string]>>;
}

const TEMPLATE = '/v2/email/templates/{TemplateName}';
const IDENTITY = '/v2/email/identities/{EmailIdentity}';
const CONFIGURATION_SET = '/v2/email/configuration-sets/{ConfigurationSetName}';

/** By the name in the resource. https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
export const SDK_SERVICES: Readonly<Record<string, SdkService>> = {
  dynamodb: { prefix: 'DynamoDb', name: 'dynamodb', protocol: { kind: 'json', target: 'DynamoDB_20120810', version: '1.0' } },
  eventbridge: { prefix: 'EventBridge', name: 'events', protocol: { kind: 'json', target: 'AWSEvents', version: '1.1' } },
  lambda: { prefix: 'Lambda', name: 'lambda', protocol: { kind: 'lambda' } },
  cloudwatchlogs: {
    prefix: 'CloudWatchLogs',
    name: 'logs',
    protocol: { kind: 'json', target: 'Logs_20140328', version: '1.1', camelCase: true },
  },
  sesv2: {
    prefix: 'SesV2',
    name: 'ses',
    protocol: {
      kind: 'rest',
      operations: {
        sendEmail: ['POST', '/v2/email/outbound-emails'],
        sendBulkEmail: ['POST', '/v2/email/outbound-bulk-emails'],
        createEmailTemplate: ['POST', '/v2/email/templates'],
        getEmailTemplate: ['GET', TEMPLATE],
        updateEmailTemplate: ['PUT', TEMPLATE],
        deleteEmailTemplate: ['DELETE', TEMPLATE],
        testRenderEmailTemplate: ['POST', `${TEMPLATE}/render`],
        createEmailIdentity: ['POST', '/v2/email/identities'],
        getEmailIdentity: ['GET', IDENTITY],
        deleteEmailIdentity: ['DELETE', IDENTITY],
        createConfigurationSet: ['POST', '/v2/email/configuration-sets'],
        getConfigurationSet: ['GET', CONFIGURATION_SET],
        deleteConfigurationSet: ['DELETE', CONFIGURATION_SET],
        getAccount: ['GET', '/v2/email/account'],
      },
    },
  },
  sfn: { prefix: 'Sfn', name: 'states', protocol: { kind: 'json', target: 'AWSStepFunctions', version: '1.0', camelCase: true } },
  sns: { prefix: 'Sns', name: 'sns', protocol: { kind: 'sns' } },
  sqs: { prefix: 'Sqs', name: 'sqs', protocol: { kind: 'json', target: 'AmazonSQS', version: '1.0' } },
};

/** The reason why an action cannot be called; `undefined` if it can. */
export const sdkRefusal = (service: string, action: string): string | undefined => {
  const found = SDK_SERVICES[service];
  if (found === undefined || !Object.hasOwn(SDK_SERVICES, service))
    return `local-aws has AWS SDK integrations for ${Object.keys(SDK_SERVICES).join(', ')}`;
  const { protocol } = found;
  const known =
    protocol.kind === 'rest'
      ? Object.keys(protocol.operations)
      : protocol.kind === 'sns'
        ? ['publish']
        : protocol.kind === 'lambda'
          ? ['invoke']
          : undefined;
  if (known === undefined || known.includes(action)) return undefined;
  return `local-aws has AWS SDK integrations for ${service}:${known.join(`, ${service}:`)}`;
};

/** Changes the first letter of each member's name, at every depth. Keys of free maps have the API's own form in the supported services. */
export const withLetters = (value: unknown, change: (letter: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((item) => withLetters(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => [`${change(name.charAt(0))}${name.slice(1)}`, withLetters(member, change)]),
  );
};
