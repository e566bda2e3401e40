import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCatalog, readCatalogSource } from '@plumbline/catalog-writer';
import type { Domain } from '@plumbline/contract-gate';
import { defineEvent, type EventContract, eventPattern, on, PUBLISHES_TAG } from '@plumbline/event-kit';
import { eventSchema } from '@plumbline/event-kit/schema';
import { readTopology, type StackFile } from '@plumbline/topology';
import { z } from 'zod';
import { ROOT } from '../src/root.ts';

const EVENTS = 500;
const EVENTS_OF_DOMAIN = 10;
const PROPERTIES = 14;
const WORLD = { accountId: '000000000000', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

/** Measures the time to write the catalog of a large system: reads its Terraform and writes every page. */
export const benchCatalog = async (say: (line: string) => void): Promise<void> => {
  const domains = Array.from({ length: EVENTS / EVENTS_OF_DOMAIN }, (_, number) => domainOf(number));
  const stacks = domains.map(stackOf);
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const startMs = performance.now();
    const topology = readTopology(stacks, WORLD);
    const readMs = performance.now();
    await generateCatalog(await readCatalogSource(ROOT, topology, domains), folder);
    const endMs = performance.now();
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const pages = files.filter((entry) => entry.isFile()).length;
    const size = `${EVENTS} events, ${topology.functions.length} functions, ${topology.rules.length} rules`;
    say(
      `catalog   ${size}: read in ${Math.round(readMs - startMs)} ms, ${pages} files written in ${((endMs - readMs) / 1000).toFixed(1)} s`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const domainOf = (number: number): Domain => {
  const contracts = Array.from({ length: EVENTS_OF_DOMAIN }, (_, index) => contractOf(number, index));
  const published = contracts.map((contract) => ({
    eventType: contract.eventType,
    version: contract.version,
    schema: eventSchema(contract),
    publishedOn: '2026-11-21',
    deprecated: undefined,
    file: '',
  }));
  return { name: `domain-${number}`, summary: '', folder: '', contracts, commands: [], queries: [], published };
};

const contractOf = (domain: number, index: number): EventContract => {
  const properties = Array.from({ length: PROPERTIES }, (_, each) => [
    `property_${each}`,
    z.string().optional().describe(`The ${each}th.`),
  ]);
  const eventType = `Domain${domain}Event${index}`;
  const names = { eventType, detailType: eventType.toLowerCase(), source: `plumbline.domain${domain}`, version: '1.0' };
  return defineEvent({
    ...names,
    summary: 'It happened.',
    owner: `team-${domain}`,
    data: z.object(Object.fromEntries(properties)),
    examples: [],
  });
};

/** A stack in which one function publishes all of a domain's events, and another consumes each of them through its own rule. */
const stackOf = ({ name, contracts }: Domain): StackFile => {
  const [writer, reader] = [`${name}-write`, `${name}-read`];
  const condition = { StringEquals: { 'events:detail-type': contracts.map(({ detailType }) => detailType) } };
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*', Condition: condition }] });
  const publishes = contracts.map(({ eventType, version }) => `${eventType}:${version}`).join(' ');
  const fn = (function_name: string, more: object = {}) => ({ function_name, role: `\${aws_iam_role.${function_name}.arn}`, ...more });
  const rules = contracts.map((event) => {
    const rule = {
      name: `${reader}-on-${event.detailType}`,
      event_bus_name: 'bus',
      event_pattern: JSON.stringify(eventPattern(on(event))),
    };
    return [event.detailType, rule] as const;
  });
  const target = (rule: string) => ({
    rule: `\${aws_cloudwatch_event_rule.${rule}.name}`,
    event_bus_name: 'bus',
    arn: `\${aws_lambda_function.${reader}.arn}`,
  });
  return {
    name,
    directory: '/',
    data: {},
    defaultTags: { team: contracts[0]?.owner ?? '' },
    resources: {
      aws_iam_role: { [writer]: { name: writer }, [reader]: { name: reader } },
      aws_iam_role_policy: { [writer]: { role: `\${aws_iam_role.${writer}.id}`, policy } },
      aws_lambda_function: { [writer]: fn(writer, { tags: { [PUBLISHES_TAG]: publishes } }), [reader]: fn(reader) },
      aws_cloudwatch_event_rule: Object.fromEntries(rules),
      aws_cloudwatch_event_target: Object.fromEntries(rules.map(([key]) => [key, target(key)])),
    },
  };
};
