/**
 * A provider schema, as plugin protocol 5 has it: what a resource's configuration may hold.
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
}

export interface Attribute {
  readonly name: string;
  readonly type: CtyType;
  readonly required: boolean;
  readonly optional: boolean;
  /** The provider may give the value: Terraform plans it as "known after apply". */
  readonly computed: boolean;
}

export interface NestedBlock {
  readonly name: string;
  readonly block: Block;
  readonly nesting: 'SINGLE' | 'LIST' | 'SET' | 'MAP';
  readonly minItems: number;
  /** 0: no limit. */
  readonly maxItems: number;
}

/** A type of Terraform's type system, in its JSON form. */
export type CtyType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', CtyType]
  | readonly ['object', Readonly<Record<string, CtyType>>];

/** The schemas that one provider serves. */
export interface ProviderSchemas {
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly data: Readonly<Record<string, Block>>;
}
