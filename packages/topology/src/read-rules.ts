import type { Resource, Resources, Tell } from './resource.ts';
import { isUnresolved } from './template.ts';
import { blockOf } from './terraform-json.ts';
import type { Bus, Input, Rule, Target } from './topology.ts';
import { declared, jsonFieldsOf, numberOf, retryOf, textOf, textsOf } from './values.ts';

/** The bus that every account has, and where AWS's own events are. */
export const DEFAULT_BUS = 'default';

/** The buses that stacks declare, with the archives of each. */
export const readBuses = (find: Resources): Bus[] =>
  find('aws_cloudwatch_event_bus').map((resource) => ({
    ...declared(resource, 'name'),
    archives: find('aws_cloudwatch_event_archive')
      .filter(({ values }) => values.event_source_arn === resource.values.arn)
      .map(({ stack, values }) => ({
        stack,
        name: String(values.name),
        pattern: jsonFieldsOf(values.event_pattern),
        retentionDays: numberOf(values.retention_days) || undefined,
      })),
  }));

/** The rules with their targets. A target names its rule and bus, and may stand in another stack. */
export const readRules = (find: Resources, tell: Tell): Rule[] => {
  const targets = Map.groupBy(find('aws_cloudwatch_event_target'), ({ values }) => ruleKey(values.event_bus_name, values.rule));
  return find('aws_cloudwatch_event_rule').map((resource) => {
    const { values } = resource;
    // The reader can't know which events a pattern with unresolved parts matches.
    const isKnown = !isUnresolved(values.event_pattern);
    const pattern = isKnown ? jsonFieldsOf(values.event_pattern) : undefined;
    if (isKnown && pattern === undefined && values.event_pattern !== undefined) {
      tell(`${resource.address} (stack ${resource.stack}): its event_pattern is not a JSON object: ${String(values.event_pattern)}`);
    }
    return {
      ...declared(resource, 'name'),
      bus: busNameOf(values.event_bus_name),
      description: textOf(values.description),
      pattern,
      enabled: values.is_enabled !== false && !String(values.state ?? 'ENABLED').startsWith('DISABLED'),
      targets: (targets.get(ruleKey(values.event_bus_name, values.name)) ?? []).map(readTarget),
    };
  });
};

const readTarget = ({ stack, address, values }: Resource): Target => ({
  stack,
  id: textOf(values.target_id) ?? address,
  arn: String(values.arn),
  address,
  roleArn: textOf(values.role_arn),
  deadLetterQueueArn: textOf(blockOf(values, 'dead_letter_config').arn),
  retry: retryOf(values),
  input: inputOf(values),
});

const inputOf = (values: Resource['values']): Input | undefined => {
  const text = textOf(values.input);
  if (text !== undefined) return { kind: 'constant', text };
  const path = textOf(values.input_path);
  if (path !== undefined) return { kind: 'path', path };
  const { input_template: template, input_paths: paths } = blockOf(values, 'input_transformer');
  return template === undefined || isUnresolved(paths)
    ? undefined
    : { kind: 'transformer', paths: textsOf(paths), template: String(template) };
};

const ruleKey = (bus: Resource['values'][string] | undefined, rule: Resource['values'][string] | undefined): string =>
  `${busNameOf(bus)}/${String(rule)}`;

/** A bus is named by its name or its ARN; there are slashes in the names of partners' buses. */
const busNameOf = (value: Resource['values'][string] | undefined): string => textOf(value)?.split(':event-bus/').at(-1) ?? DEFAULT_BUS;
