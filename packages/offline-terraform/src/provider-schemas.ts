import type { ClassDeclaration } from 'acorn';
import { type BindingModule, readBindingModule } from './binding-module.ts';
import { bindingSchema } from './binding-schema.ts';
import { memberName } from './configurable-fields.ts';
import { OfflineTerraformError } from './errors.ts';
import { AWS_BINDINGS, type ProviderBindings } from './provider-bindings.ts';
import type { Block, ProviderSchemas } from './schema.ts';
import type { StackTypes } from './stack-types.ts';

/**
 * Derives a provider's schemas of some types from the generated code of its bindings, the one place offline that
 * has them. Only of some: all 2,212 of AWS take seconds to parse and Terraform close to 200 MB to hold.
 *
 * Other providers' types are left out. So is a type that the bindings don't have, and Terraform says that the provider doesn't support it.
 *
 * @example
 * const { resources } = await providerSchemas({ resources: ['aws_sqs_queue'], data: [] });
 * resources['aws_sqs_queue']?.attributes.find(({ name }) => name === 'arn'); // { type: 'string', computed: true, ... }
 */
export const providerSchemas = async (
  { resources, data }: StackTypes,
  bindings: ProviderBindings = AWS_BINDINGS,
): Promise<ProviderSchemas> => {
  const provider = await schemaOf(bindings, 'provider', 'TerraformProvider');
  if (provider === undefined) throw new OfflineTerraformError('UNKNOWN_BINDING', `${bindings.packageName} has no provider module.`);
  const prefix = `${bindings.name}_`;
  // `aws_sqs_queue` is in `sqs-queue`; holds for every module of the bindings.
  const moduleOf = (type: string): string => type.slice(prefix.length).replaceAll('_', '-');
  const schemasOf = async (types: readonly string[], folder: (type: string) => string, superClass: string) => {
    const own = types.filter((type) => type.startsWith(prefix));
    const schemas = await Promise.all(own.map(async (type) => [type, await schemaOf(bindings, folder(type), superClass)] as const));
    return Object.fromEntries(schemas.flatMap(([type, schema]) => (schema === undefined ? [] : [[type, schema] as const])));
  };
  return {
    provider: providerBlock(provider),
    resources: await schemasOf(resources, moduleOf, 'TerraformResource'),
    data: await schemasOf(data, (type) => `data-${bindings.name}-${moduleOf(type)}`, 'TerraformDataSource'),
  };
};

const schemaOf = async (bindings: ProviderBindings, moduleName: string, superClass: string): Promise<Block | undefined> => {
  const module = await readBindingModule(bindings, moduleName);
  if (module === undefined) return undefined;
  const declaration = classExtending(module, superClass);
  if (declaration === undefined) {
    throw new OfflineTerraformError(
      'UNKNOWN_BINDING',
      `Module "${moduleName}" of ${bindings.packageName} has no class extending ${superClass}.`,
    );
  }
  return bindingSchema(module, declaration);
};

const classExtending = ({ classes }: BindingModule, superClass: string): ClassDeclaration | undefined =>
  [...classes.values()].find((declaration) => memberName(declaration.superClass) === superClass);

/** A provider computes nothing of its own configuration, and `alias` is Terraform's own argument. */
const providerBlock = ({ attributes, blocks }: Block): Block => ({
  attributes: attributes.filter(({ name }) => name !== 'alias').map((attribute) => ({ ...attribute, computed: false })),
  blocks,
});
