import { readStatements } from './read-statements.ts';
import type { Resources, Tell } from './resource.ts';
import { isUnresolved } from './template.ts';
import { blockOf } from './terraform-json.ts';
import type { Workflow } from './topology.ts';
import { declared, jsonFieldsOf, textOf } from './values.ts';

export const readWorkflows = (find: Resources, tell: Tell): Workflow[] => {
  const statements = readStatements(find, tell);
  return find('aws_sfn_state_machine').map((resource) => {
    const { values, address, stack } = resource;
    const definition = jsonFieldsOf(values.definition);
    if (definition === undefined && !isUnresolved(values.definition))
      tell(`${address} (stack ${stack}): its definition is not a JSON object.`);
    const roleArn = String(values.role_arn);
    return {
      ...declared(resource, 'name'),
      roleArn,
      statements: statements(roleArn),
      type: textOf(values.type) ?? 'STANDARD',
      definition,
      traced: blockOf(values, 'tracing_configuration').enabled === true,
    };
  });
};
