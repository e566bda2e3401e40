import { readStatements } from './read-statements.ts';
import type { Resources, Tell } from './resource.ts';
import { blockOf, blocksOf } from './terraform-json.ts';
import type { Pipe } from './topology.ts';
import { declared, jsonFieldsOf, textOf } from './values.ts';

/** The blocks of `source_parameters` with a dead-letter queue. */
const STREAMS = ['dynamodb_stream_parameters', 'kinesis_stream_parameters'];

export const readPipes = (find: Resources, tell: Tell): Pipe[] => {
  const statements = readStatements(find, tell);
  return find('aws_pipes_pipe').map((resource) => {
    const { values } = resource;
    const parameters = blockOf(values, 'source_parameters');
    const filters = blocksOf(blockOf(parameters, 'filter_criteria').filter).map(({ pattern }) => jsonFieldsOf(pattern));
    const roleArn = String(values.role_arn);
    return {
      ...declared(resource, 'name'),
      description: textOf(values.description),
      roleArn,
      statements: statements(roleArn),
      sourceArn: String(values.source),
      filters: filters.filter((filter) => filter !== undefined),
      enrichmentArn: textOf(values.enrichment),
      targetArn: String(values.target),
      deadLetterQueueArn: STREAMS.map((name) => textOf(blockOf(blockOf(parameters, name), 'dead_letter_config').arn)).find(
        (arn) => arn !== undefined,
      ),
      running: (textOf(values.desired_state) ?? 'RUNNING') === 'RUNNING',
    };
  });
};
