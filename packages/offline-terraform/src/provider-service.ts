import { status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { checkConfig, type Diagnostic } from './check-config.ts';
import { type DynamicValue, decodeValue, encodeValue, type Values } from './dynamic-value.ts';
import { OfflineTerraformError } from './errors.ts';
import { appliedState, defaultTags, plannedState, readState } from './resource-life.ts';
import type { Block, ProviderSchemas } from './schema.ts';
import { wireSchemas } from './wire-schemas.ts';

interface TypedConfig {
  readonly type_name: string;
  readonly config: DynamicValue;
}

/** A request of ReadResource. */
interface CurrentState {
  readonly current_state: DynamicValue;
  readonly private: Uint8Array;
}

/** A request of PlanResourceChange. */
interface Change extends TypedConfig {
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
}

/** A request of ApplyResourceChange. */
interface PlannedChange extends TypedConfig {
  readonly planned_state: DynamicValue;
}

/**
 * The provider's answers, by the protocol's calls. It keeps no resources: Terraform's state file is all there is.
 *
 * What it keeps is each connection's default tags: a connection is to Terraform what a provider's process is otherwise, and several
 * stacks may be deployed at a time.
 *
 * `legacy_type_system` spares us Terraform's consistency checks of planned against applied values, as it does the AWS provider.
 */
export const providerService = (schemas: ProviderSchemas): UntypedServiceImplementation => {
  const tags = new Map<string, Values>();
  const configure = (config: DynamicValue, connection: string): object => {
    tags.set(connection, defaultTags(decodeValue(config)));
    return {};
  };
  return {
    GetSchema: answer(() => wireSchemas(schemas)),
    PrepareProviderConfig: answer(({ config }: { config: DynamicValue }) => ({ prepared_config: config })),
    Configure: answer(({ config }: { config: DynamicValue }, connection) => configure(config, connection)),
    ValidateResourceTypeConfig: answer((request: TypedConfig) => ({ diagnostics: validate(schemas, request) })),
    ValidateDataSourceConfig: answer(() => ({})),
    UpgradeResourceState: answer(({ raw_state }: { raw_state: DynamicValue }) => ({ upgraded_state: { json: raw_state.json } })),
    ReadResource: answer((request: CurrentState) => ({ new_state: request.current_state, private: request.private })),
    PlanResourceChange: answer((request: Change, connection) => ({
      planned_state: plan(schemas, request, tags.get(connection) ?? {}),
      legacy_type_system: true,
    })),
    ApplyResourceChange: answer((request: PlannedChange) => ({ new_state: apply(schemas, request), legacy_type_system: true })),
    ReadDataSource: answer((request: TypedConfig) => ({ state: read(schemas, request) })),
    Stop: answer(() => ({})),
  };
};

const validate = ({ resources }: ProviderSchemas, { type_name, config }: TypedConfig): readonly Diagnostic[] =>
  checkConfig(type_name, schemaOf(resources, type_name), decodeValue(config) ?? {});

const plan = ({ resources }: ProviderSchemas, { type_name, prior_state, proposed_new_state }: Change, tags: Values): DynamicValue => {
  const proposed = decodeValue(proposed_new_state);
  if (proposed === null) return proposed_new_state;
  return encodeValue(plannedState(schemaOf(resources, type_name), decodeValue(prior_state), proposed, tags));
};

const apply = ({ resources }: ProviderSchemas, { type_name, planned_state, config }: PlannedChange): DynamicValue => {
  const planned = decodeValue(planned_state);
  if (planned === null) return planned_state;
  return encodeValue(appliedState(type_name, schemaOf(resources, type_name), planned, decodeValue(config)));
};

const read = ({ data }: ProviderSchemas, { type_name, config }: TypedConfig): DynamicValue =>
  encodeValue(readState(type_name, schemaOf(data, type_name), decodeValue(config) ?? {}));

const schemaOf = (schemas: Readonly<Record<string, Block>>, typeName: string): Block => {
  const schema = schemas[typeName];
  if (schema === undefined) {
    throw new OfflineTerraformError('UNKNOWN_TYPE', `The offline provider serves no "${typeName}": start it with the stack that uses it.`);
  }
  return schema;
};

type Reply = (error: { readonly code: status; readonly details: string } | null, response?: object) => void;

/** A call's implementation. Terraform shows its exceptions as errors. */
const answer =
  <Request>(reply: (request: Request, connection: string) => object) =>
  (call: { readonly request: Request; getPeer(): string }, callback: Reply): void => {
    let response: object;
    try {
      response = reply(call.request, call.getPeer());
    } catch (cause) {
      callback({ code: status.INTERNAL, details: cause instanceof Error ? cause.message : String(cause) });
      return;
    }
    callback(null, response);
  };
