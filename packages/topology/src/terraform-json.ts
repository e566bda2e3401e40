import type { Blocks, Fields, TerraformValue } from './terraform-value.ts';

/** The declarations in a file of Terraform's JSON syntax, whichever of the syntax's forms it uses. */
export interface TerraformJson {
  readonly resources: Blocks;
  readonly data: Blocks;
  readonly locals: Fields;
  readonly variables: Fields;
  readonly modules: readonly string[];
  readonly outputs: Fields;
  /** The block of the AWS provider that has no alias. */
  readonly provider: Fields;
  /** The tags that the AWS provider puts on everything. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

/**
 * Reads the content of a `.tf.json` file, or of several. A block may be an object or a list of objects everywhere.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export const terraformJson = (content: TerraformValue): TerraformJson => {
  const roots = blocksOf(content);
  const all = (name: string): readonly Fields[] => roots.flatMap((root) => blocksOf(root[name]));
  const provider =
    all('provider')
      .flatMap(({ aws }) => blocksOf(aws))
      .find(({ alias }) => alias === undefined) ?? {};
  const tags = merged(blockOf(provider, 'default_tags').tags);
  return {
    resources: typed(all('resource')),
    data: typed(all('data')),
    locals: merged(all('locals')),
    variables: Object.fromEntries(
      Object.entries(merged(all('variable'))).flatMap(([name, variable]) => {
        const { default: value } = merged(variable);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    modules: Object.keys(merged(all('module'))),
    outputs: Object.fromEntries(Object.entries(merged(all('output'))).map(([name, output]) => [name, merged(output).value ?? null])),
    provider,
    defaultTags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)])),
  };
};

export const isFields = (value: TerraformValue | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The blocks of a value that may be one or a list of them. */
export const blocksOf = (value: TerraformValue | undefined): readonly Fields[] => {
  if (Array.isArray(value)) return (value as readonly TerraformValue[]).flatMap(blocksOf);
  return isFields(value) ? [value] : [];
};

/** The one block of a value, or an empty one. */
export const blockOf = (fields: Fields, name: string): Fields => blocksOf(fields[name])[0] ?? {};

const merged = (value: TerraformValue | undefined): Fields => Object.assign({}, ...blocksOf(value)) as Fields;

const typed = (value: TerraformValue): Blocks => {
  const types: Record<string, Record<string, Fields>> = {};
  for (const block of blocksOf(value)) {
    for (const [type, named] of Object.entries(block)) {
      types[type] ??= {};
      for (const one of blocksOf(named)) {
        for (const [name, fields] of Object.entries(one)) Object.assign(types[type], { [name]: merged(fields) });
      }
    }
  }
  return types;
};
