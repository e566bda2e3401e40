import type { ClassDeclaration } from 'acorn';
import { type BindingModule, readBindingModule } from './binding-module.ts';
import { bindingSchema } from './binding-schema.ts';
import { memberName } from './configurable-fields.ts';
import { OfflineTerraformError } from './errors.ts';
import type { Block, ProviderSchemas } from './schema.ts';
import type { StackTypes } from './stack-types.ts';

/**
 * Derives the AWS provider's schemas of some types from the generated code of `@cdktf/provider-aws`, the one place offline that
 * has them. Only of some: all 2,212 take seconds to parse and Terraform close to 200 MB to hold.
 *
 * A type that the bindings don't have is left out, and Terraform says that the provider doesn't support it.
 *
 * @example
 * const { resources } = await providerSchemas({ resources: ['aws_sqs_queue'], data: [] });
 * resources['aws_sqs_queue']?.attributes.find(({ name }) => name === 'arn'); // { type: 'string', computed: true, ... }
 */
export const providerSchemas = async ({ resources, data }: StackTypes): Promise<ProviderSchemas> => {
  const provider = await schemaOf('provider', 'TerraformProvider');
  if (provider === undefined) throw new OfflineTerraformError('UNKNOWN_BINDING', '@cdktf/provider-aws has no provider module.');
  return {
    provider: providerBlock(provider),
    resources: await schemasOf(resources, resourceModule, 'TerraformResource'),
    data: await schemasOf(data, (type) => `data-aws-${resourceModule(type)}`, 'TerraformDataSource'),
  };
};

/** `aws_sqs_queue` is in `sqs-queue`; holds for every module of the bindings. */
const resourceModule = (type: string): string => type.replace(/^aws_/, '').replaceAll('_', '-');

const schemasOf = async (
  types: readonly string[],
  moduleOf: (type: string) => string,
  superClass: string,
): Promise<Readonly<Record<string, Block>>> => {
  const schemas = await Promise.all(types.map(async (type) => [type, await schemaOf(moduleOf(type), superClass)] as const));
  return Object.fromEntries(schemas.flatMap(([type, schema]) => (schema === undefined ? [] : [[type, schema]])));
};

const schemaOf = async (moduleName: string, superClass: string): Promise<Block | undefined> => {
  const module = await readBindingModule(moduleName);
  if (module === undefined) return undefined;
  const declaration = classExtending(module, superClass);
  if (declaration === undefined) {
    throw new OfflineTerraformError(
      'UNKNOWN_BINDING',
      `Module "${moduleName}" of @cdktf/provider-aws has no class extending ${superClass}.`,
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
