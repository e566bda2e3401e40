import type { CompiledStack } from './compiled-stacks.ts';

/**
 * What one stack's resources need of another stack's, though no Terraform reference says so: stacks share names, and AWS refuses a rule
 * on a bus that is not there yet.
 */
const NEEDS = [
  /** By the name that both say. */
  { needed: 'aws_cloudwatch_event_bus', by: 'event_bus_name' },
  /** An archive names its bus by ARN. */
  { needed: 'aws_cloudwatch_event_bus', by: 'event_source_arn', beginning: /^.*:event-bus\// },
  { needed: 'aws_schemas_registry', by: 'registry_name' },
  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html: no stage logs before the account has a role for it. */
  { needed: 'aws_api_gateway_account', byType: 'aws_api_gateway_stage' },
] as const;

/**
 * The stacks in waves: those of one wave can be deployed at once, when the waves before are done.
 *
 * @throws Error when stacks need each other in a circle
 */
export const deployOrder = (stacks: readonly CompiledStack[]): readonly (readonly string[])[] => {
  const waves: (readonly string[])[] = [];
  let left = stacks;
  while (left.length > 0) {
    const wave = left.filter((stack) => !left.some((other) => other !== stack && needs(stack, other)));
    if (wave.length === 0) {
      const names = left.map(({ name }) => name).join(', ');
      throw new Error(`The stacks ${names} need each other in a circle, so that none of them can be deployed first. Move what they share.`);
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

/** The name that an argument says, without what stands before it. */
const nameIn = (value: unknown, beginning: RegExp | undefined): unknown =>
  typeof value === 'string' && beginning !== undefined ? value.replace(beginning, '') : value;
