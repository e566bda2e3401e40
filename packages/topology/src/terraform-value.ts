/** A value of Terraform's JSON syntax; strings may hold `${...}`. */
export type TerraformValue = string | number | boolean | null | readonly TerraformValue[] | { readonly [key: string]: TerraformValue };

export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, TerraformValue>>>>>>;

export type Fields = Readonly<Record<string, TerraformValue>>;
