import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateResolver.html */
export const CODE_LENGTH_MAX = 32_768;

/** Modules that the APPSYNC_JS runtime provides. */
const PROVIDED = ['@aws-appsync/utils', '@aws-appsync/utils/*'];

/**
 * Bundles the code of a GraphQL API's resolvers: each TypeScript file of the folder becomes one module for the APPSYNC_JS runtime.
 *
 * @param folder the absolute folder with `schema.graphql`
 * @returns the code by file name without extension
 * @throws Error when a module is longer than AppSync accepts
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html#bundling
 */
export const bundleResolvers = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort();
  const codes = await Promise.all(files.map(async (file) => [file.slice(0, -'.ts'.length), await bundleResolver(folder, file)] as const));
  // A file without a request is a part of others.
  return new Map(codes.filter(([, code]) => /^export \{[^}]*\brequest\b/m.test(code)));
};

const bundleResolver = async (folder: string, file: string): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'esnext',
    format: 'esm',
    external: PROVIDED,
    // Terraform would read ${...} as its own.
    supported: { 'template-literal': false },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  if (code.length > CODE_LENGTH_MAX)
    throw new Error(
      `The resolver ${join(folder, file)} has ${code.length} characters, but AppSync accepts ${CODE_LENGTH_MAX}. Move work into a function.`,
    );
  return code;
};
