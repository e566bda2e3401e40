import { type Imported, importsOf } from './imported.ts';
import { camel, pascal } from './words.ts';

/** A function to create. */
export interface NewFunction {
  readonly name: string;
  readonly service: string;
  readonly consumes: Imported;
  readonly publishes: readonly Imported[];
}

/** A function's files, by their path in the repository: the handler, the use case, and a test to fill in. */
export const functionFiles = (fn: NewFunction): ReadonlyMap<string, string> => {
  const folder = `services/${fn.service}/src/${fn.name}`;
  return new Map([
    [`${folder}/handler.ts`, handler(fn)],
    [`${folder}/${fn.name}.ts`, useCase(fn)],
    [`${folder}/${fn.name}.test.ts`, testToFillIn(fn, folder)],
  ]);
};

/** The declaration of the function in its manifest. */
export const functionDeclaration = ({ name, consumes, publishes }: NewFunction): string => `export const ${camel(name)} = defineFunction({
  name: '${name}',
  summary: 'Consumes ${consumes.eventType}. Describe in one sentence what the function does.',
  consumes: [on(${consumes.exportedAs})],${publishes.length === 0 ? '' : `\n  publishes: [${publishes.map(({ exportedAs }) => exportedAs).join(', ')}],`}
});
`;

const handler = ({ name, publishes }: NewFunction): string => `import { implement } from '@plumbline/event-kit/runtime';
import { ${camel(name)} } from '../manifest.ts';
import { create${pascal(name)} } from './${name}.ts';

export const handler = implement(${camel(name)}, ({ log${publishes.length === 0 ? '' : ', publish'} }) => create${pascal(name)}({ log${publishes.length === 0 ? '' : ', publish'} }));
`;

const useCase = ({ name, consumes, publishes }: NewFunction): string => `${importsOf([consumes, ...publishes], 'import type')}
import type { EventOf, Log${publishes.length === 0 ? '' : ', Publish'} } from '@plumbline/event-kit';

export interface ${pascal(name)}Ports {
  /** Replace with the function's dependencies: a store, a gateway, a clock. */
  readonly log: Log;${publishes.length === 0 ? '' : `\n  readonly publish: Publish<${publishes.map(({ exportedAs }) => `typeof ${exportedAs}`).join(' | ')}>;`}
}

/** Replace with the function's work. The same event may arrive more than once. */
export const create${pascal(name)} =
  ({ log }: ${pascal(name)}Ports) =>
  async ({ Metadata }: EventOf<typeof ${consumes.exportedAs}>): Promise<void> => {
    log.info('${consumes.eventType} came', { at: Metadata.event_time_iso8601 });
  };
`;

const testToFillIn = (
  { name, consumes, publishes }: NewFunction,
  folder: string,
): string => `import { ${consumes.exportedAs} } from '${consumes.from}';
import { detailSchema, type EventOf } from '@plumbline/event-kit';
import { recordingLog${publishes.length === 0 ? '' : ', recordingPublisher'} } from '@plumbline/testing';
import { describe, expect, it } from 'vitest';
${publishes.length === 0 ? '' : `import { ${camel(name)} } from '../manifest.ts';\n`}import { create${pascal(name)} } from './${name}.ts';

const event = detailSchema(${consumes.exportedAs}).parse(${consumes.exportedAs}.examples[0]?.detail) as EventOf<typeof ${consumes.exportedAs}>;

describe('create${pascal(name)}', () => {
  it('when ${consumes.eventType} comes, then ...', async () => {
    const { log } = recordingLog();
    await create${pascal(name)}({ log${publishes.length === 0 ? '' : `, publish: recordingPublisher(${camel(name)}).publish`} })(event);
    expect.fail('Fill in ${folder}/${name}.test.ts: name the expected result of ${consumes.eventType} in the title of the test, and assert it here.');
  });
});
`;
