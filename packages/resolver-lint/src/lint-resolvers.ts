import plugin from '@aws-appsync/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import ts from 'typescript';

/** As in tsconfig.base.json: the rules that look at types need them. */
const COMPILER_OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: [],
};

/**
 * Lints the code of resolvers with all rules of AWS's ESLint plugin, which refuse what the APPSYNC_JS runtime does not know.
 *
 * @param folder - all files are in it
 * @param files - absolute paths of TypeScript files
 * @returns one line for each finding: file, line, column, message, rule; empty when there is none
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/utility-resolvers.html
 */
export const lintResolvers = async (folder: string, files: readonly string[]): Promise<readonly string[]> => {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parser, parserOptions: { programs: [ts.createProgram(files, COMPILER_OPTIONS)] } },
      plugins: { '@aws-appsync': plugin },
      rules: Object.fromEntries(Object.keys(plugin.rules ?? {}).map((rule) => [`@aws-appsync/${rule}`, 'error'])),
    },
  });
  const results = await eslint.lintFiles([...files]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, message, ruleId }) => `${filePath}:${line}:${column} ${message} (${ruleId})`),
  );
};
