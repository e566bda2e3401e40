import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../root.ts';
import type { CompiledStack } from '../stacks/compiled-stacks.ts';
import { drawIdleCost } from './draw-idle-cost.ts';
import { idleCost } from './idle-cost.ts';
import { IDLE_COST_PAGE, withIdleCost } from './idle-cost-command.ts';
import { IDLE_FREE, IDLE_PRICES } from './idle-prices.ts';

const stack = (name: string, counts: Readonly<Record<string, number>>): CompiledStack => ({
  name,
  terraform: {
    resource: Object.fromEntries(
      Object.entries(counts).map(([type, count]) => [
        type,
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, {}])),
      ]),
    ),
  },
});

describe('the cost of an idle environment', () => {
  it.each([
    ['the environment is empty', {}, 0, 0],
    ['alarms are within the free allowance', { aws_cloudwatch_metric_alarm: 10 }, 0, 1],
    ['alarms exceed the free allowance', { aws_cloudwatch_metric_alarm: 33 }, 2.3, 3.3],
    ['dashboards exceed the free allowance', { aws_cloudwatch_dashboard: 4 }, 3, 12],
    ['a queue is polled', { aws_lambda_event_source_mapping: 1 }, 0, 0.2628],
    ['resources are unused', { aws_sqs_queue: 40, aws_lambda_function: 9 }, 0, 0],
  ])('when %s, then the cost follows the price list', (_, counts, usd, listUsd) => {
    const { rows } = idleCost([stack('a', counts)]);
    expect(rows.reduce((sum, row) => sum + row.usd, 0)).toBeCloseTo(usd, 6);
    expect(rows.reduce((sum, row) => sum + row.listUsd, 0)).toBeCloseTo(listUsd, 6);
  });

  it('when several stacks have alarms, then the free allowance counts once', () => {
    const { rows, resources } = idleCost([
      stack('a', { aws_cloudwatch_metric_alarm: 8 }),
      stack('b', { aws_cloudwatch_metric_alarm: 8, aws_iam_role: 1 }),
    ]);
    expect(rows.find(({ price }) => price.what === 'alarms')?.usd).toBeCloseTo(0.6, 6);
    expect(resources).toBe(17);
  });

  it('when a type has no price, then the error names the file to edit', () => {
    expect(() => idleCost([stack('a', { aws_nat_gateway: 1 })])).toThrow(/idle price of aws_nat_gateway is missing.*idle-prices\.ts/);
  });

  it('has exactly one price for each type', () => {
    const types = [...IDLE_PRICES, ...IDLE_FREE].flatMap((each) => each.types);
    expect(new Set(types).size).toBe(types.length);
  });

  it('draws the sums', () => {
    const drawn = drawIdleCost(idleCost([stack('a', { aws_cloudwatch_metric_alarm: 33, aws_cloudwatch_dashboard: 4, aws_sqs_queue: 2 })]));
    expect(drawn).toContain('| **together** | | | | **5.30** | **15.30** |');
    expect(drawn).toContain('- 2 `aws_sqs_queue` ([prices](https://aws.amazon.com/sqs/pricing/))');
    expect(drawn).toContain('39 for one environment');
  });

  it('is up to date in the docs: otherwise run "npm run plumb -- idle-cost --write"', async () => {
    expect(readFileSync(join(ROOT, IDLE_COST_PAGE), 'utf8')).toBe(await withIdleCost(ROOT));
  });
});
