import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineTerraformError } from './errors.ts';

/** The types of resources and data sources that stacks use. */
export interface StackTypes {
  readonly resources: readonly string[];
  readonly data: readonly string[];
}

/** What we need to know of a `cdk.tf.json`. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly terraform?: Readonly<Record<string, unknown>>;
  readonly provider?: { readonly aws?: ProviderBlock | readonly ProviderBlock[] };
}

type ProviderBlock = Readonly<Record<string, unknown>>;

/** The configurations of the AWS provider. */
export const providerBlocks = ({ provider }: StackJson): readonly ProviderBlock[] => [provider?.aws ?? []].flat();

/** The file that CDKTF writes into a stack's folder. */
export const STACK_FILE = 'cdk.tf.json';

/** The types of all the stacks in these folders and of the modules below them, each once. */
export const stackTypes = async (stackDirectories: readonly string[]): Promise<StackTypes> => {
  const stacks = (await Promise.all(stackDirectories.map(stackAndModules))).flat();
  return {
    resources: [...new Set(stacks.flatMap(({ resource = {} }) => Object.keys(resource)))],
    data: [...new Set(stacks.flatMap(({ data = {} }) => Object.keys(data)))],
  };
};

const stackAndModules = async (stackDirectory: string): Promise<readonly StackJson[]> => {
  const stack = await readStackJson(stackDirectory);
  const files = (await readdir(stackDirectory, { recursive: true })).filter(
    (file) => file.endsWith('.tf.json') && file !== STACK_FILE && !file.startsWith('.terraform'),
  );
  return [
    stack,
    ...(await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(stackDirectory, file), 'utf8')) as StackJson))),
  ];
};

/** @throws OfflineTerraformError `NOT_SYNTHESIZED` */
export const readStackJson = async (stackDirectory: string): Promise<StackJson> => {
  const path = join(stackDirectory, STACK_FILE);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as StackJson;
  } catch (cause) {
    throw new OfflineTerraformError('NOT_SYNTHESIZED', `No synthesized Terraform at ${path}. Run "npx turbo run synth".`, { cause });
  }
};
