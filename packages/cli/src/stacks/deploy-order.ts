import type { CompiledStack } from './compiled-stacks.ts';

/**
 * Dependencies between resources of different stacks without a Terraform reference: stacks share names, and AWS rejects a rule on a bus
 * that does not exist yet.
 */
const NEEDS = [
  /** Matched by the name that both declare. */
  { needed: 'aws_cloudwatch_event_bus', by: 'event_bus_name' },
  /** An archive names its bus by ARN. */
  { needed: 'aws_cloudwatch_event_bus', by: 'event_source_arn', beginning: /^.*:event-bus\// },
  { needed: 'aws_schemas_registry', by: 'registry_name' },
  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html: a stage writes logs only after the account has a logging role. */
  { needed: 'aws_api_gateway_account', byType: 'aws_api_gateway_stage' },
] as const;

/**
 * Orders the stacks in waves. The stacks of one wave can be deployed concurrently after the previous waves.
 *
 * @throws Error when stacks depend on each other in a cycle
 */
export const deployOrder = (stacks: readonly CompiledStack[]): readonly (readonly string[])[] => {
  const waves: (readonly string[])[] = [];
  let left = stacks;
  while (left.length > 0) {
    const wave = left.filter((stack) => !left.some((other) => other !== stack && needs(stack, other)));
    if (wave.length === 0) {
      const names = left.map(({ name }) => name).join(', ');
      throw new Error(
        `The stacks ${names} depend on each other in a cycle, so none of them can be deployed first. Move the shared resources to another stack.`,
      );
    }
    waves.push(wave.map(({ name }) => name));
    left = left.filter((stack) => !wave.includes(stack));
  }
  return waves;
};

const needs = ({ terraform: { resource: own = {} } }: CompiledStack, { terraform: { resource: theirs = {} } }: CompiledStack): boolean =>
  NEEDS.some((need) => {
    const needed = Object.values(theirs[need.needed] ?? {});
    if ('byType' in need) return needed.length > 0 && own[need.byType] !== undefined && own[need.needed] === undefined;
    const names = new Set(needed.map(({ name }) => name));
    return Object.values(own)
      .flatMap((ofType) => Object.values(ofType))
      .some((values) => names.has(nameIn(values[need.by], 'beginning' in need ? need.beginning : undefined)));
  });

/** The name in an argument, without its prefix. */
const nameIn = (value: unknown, beginning: RegExp | undefined): unknown =>
  typeof value === 'string' && beginning !== undefined ? value.replace(beginning, '') : value;
