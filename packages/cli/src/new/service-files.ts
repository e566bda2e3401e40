import { functionDeclaration, functionFiles, type NewFunction } from './function-files.ts';
import { importsOf } from './imported.ts';
import { camel } from './words.ts';

/** A service to create, with its first function. */
export interface NewService {
  readonly name: string;
  readonly domain: string;
  readonly team: string;
  readonly first: NewFunction;
}

/** A service's files, by their path in the repository: the workspace, the manifest and its first function. */
export const serviceFiles = (service: NewService): ReadonlyMap<string, string> => {
  const folder = `services/${service.name}`;
  return new Map([
    [`${folder}/package.json`, packageJson(service)],
    [`${folder}/tsconfig.json`, `${JSON.stringify({ extends: '../../tsconfig.base.json', include: ['src', 'test'] }, null, 2)}\n`],
    [`${folder}/src/manifest.ts`, manifest(service)],
    ...functionFiles(service.first),
  ]);
};

const packageJson = ({ name, first }: NewService): string => {
  const contracts = [first.consumes, ...first.publishes].map(({ from }) => [from, 'workspace:*']);
  const document = {
    name: `@plumbline/service-${name}`,
    version: '0.1.0',
    private: true,
    description: `The ${name} service`,
    license: 'Apache-2.0',
    type: 'module',
    exports: { './manifest': './src/manifest.ts' },
    scripts: {
      types: 'tsc --noEmit',
      test: 'vitest run --config ../../vitest.config.ts',
      build: 'bundle-functions',
    },
    dependencies: { ...Object.fromEntries(contracts), '@plumbline/event-kit': 'workspace:*' },
    devDependencies: {
      '@plumbline/bundle': 'workspace:*',
      '@plumbline/testing': 'workspace:*',
      '@types/aws-lambda': 'catalog:',
      '@types/node': 'catalog:',
      typescript: 'catalog:',
      vitest: 'catalog:',
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

const manifest = ({ name, domain, team, first }: NewService): string => `${importsOf([first.consumes, ...first.publishes], 'import')}
import { defineFunction, defineService, on } from '@plumbline/event-kit';

${functionDeclaration(first)}
export const ${camel(name)} = defineService({
  name: '${name}',
  domain: '${domain}',
  team: '${team}',
  summary: 'Describe the purpose of ${name} in one sentence.',
  functions: [${camel(first.name)}],
});
`;
