import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { bundleFunction } from '@plumbline/bundle';
import { OPERATOR_CREDENTIALS, startLocalAws } from '@plumbline/local-aws';
import type { StackFile } from '@plumbline/topology';
import { percentile } from './percentile.ts';

const HOPS = 3;
const WARM_UP = 50;
const CHAINS = 500;
const BUS = 'hops';

/** Event, function, event, function, event, function: no tables, one chain at a time, in memory. */
export const benchHops = async (say: (line: string) => void): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-hops-'));
  const handler = fileURLToPath(new URL('./hop-handler.ts', import.meta.url));
  writeFileSync(join(directory, 'hop.zip'), await bundleFunction(fileURLToPath(new URL('..', import.meta.url)), handler));
  let arrived: () => void = () => undefined;
  const aws = await startLocalAws({
    stacks: [hopStack(directory)],
    port: 0,
    observe: (occurrence) => {
      if (occurrence.kind === 'invocation' && occurrence.functionName === `hop-${HOPS}`) arrived();
    },
  });
  const client = new EventBridgeClient({ endpoint: aws.url, region: 'eu-west-1', credentials: OPERATOR_CREDENTIALS });
  const chain = async (): Promise<number> => {
    const last = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const startMs = performance.now();
    await client.send(new PutEventsCommand({ Entries: [{ EventBusName: BUS, Source: 'bench', DetailType: 'hop-1', Detail: '{}' }] }));
    await last;
    return performance.now() - startMs;
  };
  const times: number[] = [];
  for (let count = 0; count < WARM_UP + CHAINS; count += 1) times.push(await chain());
  const warm = times.slice(WARM_UP);
  say(
    `hops     ${HOPS} hops: p50 ${percentile(warm, 0.5).toFixed(1)} ms (aim: 5), p99 ${percentile(warm, 0.99).toFixed(1)} ms, cold ${Math.round(times[0] ?? 0)} ms; ${CHAINS} chains`,
  );
  await aws.stop();
  rmSync(directory, { recursive: true });
};

/** The minimal Terraform of the chain, as synth would write it. */
const hopStack = (directory: string): StackFile => {
  const each = <T>(make: (hop: number) => T): Record<string, T> =>
    Object.fromEntries(Array.from({ length: HOPS }, (_, index) => [`hop_${index + 1}`, make(index + 1)]));
  const allow = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  return {
    name: 'hops',
    directory,
    data: {},
    resources: {
      aws_cloudwatch_event_bus: { bus: { name: BUS } },
      aws_iam_role: {
        role: { name: 'hop', assume_role_policy: allow({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }) },
      },
      aws_iam_role_policy: { policy: { role: 'hop', policy: allow({ Action: 'events:PutEvents', Resource: '*' }) } },
      aws_lambda_function: each((hop) => ({
        function_name: `hop-${hop}`,
        role: '${aws_iam_role.role.arn}',
        handler: 'index.handler',
        filename: 'hop.zip',
        environment: { variables: { NEXT: hop === HOPS ? '' : `hop-${hop + 1}`, BUS } },
      })),
      aws_lambda_permission: each((hop) => ({
        function_name: `hop-${hop}`,
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
      })),
      aws_cloudwatch_event_rule: each((hop) => ({
        name: `hop-${hop}`,
        event_bus_name: BUS,
        event_pattern: JSON.stringify({ 'detail-type': [`hop-${hop}`] }),
      })),
      aws_cloudwatch_event_target: each((hop) => ({
        rule: `hop-${hop}`,
        event_bus_name: BUS,
        arn: `\${aws_lambda_function.hop_${hop}.arn}`,
      })),
    },
  };
};
