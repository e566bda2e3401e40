import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newOrder, orders, orderTable } from '@plumbline/service-orders/manifest';
import { type Resource, readStacks, readTopology } from '@plumbline/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentFrom } from '../environment.ts';
import { serviceBundles } from '../service-bundles.ts';
import { App } from '../terraform.ts';
import { ServiceStack } from './service-stack.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
const REASON = 'at most 3 times: an order is tried again no more than that.';

let outdir: string;
let fn: Resource;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'plumbline-notes-'));
  const app = new App({ outdir });
  const manifest = { ...orders, functions: [{ ...newOrder, accepts: { EVENT_LOOP: REASON } }] };
  new ServiceStack(app, { environment: environmentFrom({}), manifest, bundles: serviceBundles(orders) });
  app.synth();
  const { resources } = readTopology(await readStacks(outdir), WORLD);
  fn = resources.find(({ type }) => type === 'aws_lambda_function') as Resource;
});
afterAll(() => rmSync(outdir, { recursive: true }));

describe('what stands beside a function in the compiled Terraform', () => {
  it('when a manifest accepts a finding, then the note has the reason', () => {
    expect(fn.comment).toMatchObject({ plumbline: { accepts: { EVENT_LOOP: REASON } } });
  });

  it('has the function’s manifest entry, with resources by their ARNs', () => {
    expect(fn.comment).toMatchObject({
      plumbline: {
        declares: {
          consumes: ['OrderCreated:1.0'],
          publishes: ['OrderAccepted:1.0'],
          may: expect.arrayContaining([
            {
              actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
              resources: [`arn:aws:dynamodb:eu-west-1:123456789012:table/plumbline-dev-${orderTable.name}`],
            },
          ]),
        },
      },
    });
  });
});
