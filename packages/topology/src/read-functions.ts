import { readStatements } from './read-statements.ts';
import type { Resources, Tell } from './resource.ts';
import { blockOf } from './terraform-json.ts';
import type { LambdaFunction, Pipe } from './topology.ts';
import { declared, numberOf, textOf, textsOf } from './values.ts';

/** Lambda's own, https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const TIMEOUT_SECONDS_DEFAULT = 3;

/** The functions with what their roles allow, where they take from and where failures go. */
export const readFunctions = (find: Resources, tell: Tell, pipes: readonly Pipe[]): LambdaFunction[] => {
  const statements = readStatements(find, tell);
  const byFunction = (type: string) => Map.groupBy(find(type), ({ values }) => values.function_name);
  const invokeConfigs = byFunction('aws_lambda_function_event_invoke_config');
  const mappings = byFunction('aws_lambda_event_source_mapping');
  const publishing = Map.groupBy(pipes, ({ enrichmentArn }) => enrichmentArn);
  return find('aws_lambda_function').map((resource) => {
    const { values } = resource;
    const named = [values.function_name, values.arn];
    const [asynchronous] = named.flatMap((name) => invokeConfigs.get(name) ?? []);
    const onFailure = blockOf(blockOf(asynchronous?.values ?? {}, 'destination_config'), 'on_failure').destination;
    const roleArn = String(values.role);
    return {
      ...declared(resource, 'function_name'),
      description: textOf(values.description),
      roleArn,
      timeout: numberOf(values.timeout) ?? TIMEOUT_SECONDS_DEFAULT,
      environment: textsOf(blockOf(values, 'environment').variables),
      tags: textsOf(values.tags),
      takesFrom: named.flatMap((name) => mappings.get(name) ?? []).map(({ values: own }) => String(own.event_source_arn)),
      onFailureArn: textOf(onFailure ?? blockOf(values, 'dead_letter_config').target_arn),
      statements: statements(roleArn),
      publishStatements: [...statements(roleArn), ...(publishing.get(String(values.arn)) ?? []).flatMap((pipe) => pipe.statements)],
    };
  });
};
