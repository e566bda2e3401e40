import type { IdleCost } from './idle-cost.ts';
import { IDLE_FREE, PRICES_OF } from './idle-prices.ts';

/** Draws the cost as a Markdown table for docs/deploy.md. */
export const drawIdleCost = ({ rows, free, resources }: IdleCost): string => {
  const sum = (of: (row: (typeof rows)[number]) => number): string => usd(rows.reduce((total, row) => total + of(row), 0));
  const pages = IDLE_FREE.map(({ types, page }) => {
    const counted = types.flatMap((type) => (free.has(type) ? [`${free.get(type)} \`${type}\``] : []));
    return counted.length === 0 ? [] : [`- ${counted.join(', ')} ([prices](${page}))`];
  });
  return [
    `List prices of eu-west-1 in US dollars a month, without tax, as of ${PRICES_OF}:`,
    '',
    '| What | Count | Each | Free in an account | With nothing else in the account | Beyond the free ones |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows.map(
      ({ price, count, usd: net, listUsd }) =>
        `| [${price.what}](${price.page}) (${price.why}) | ${count} | ${usd(price.usd)} | ${price.free} | ${usd(net)} | ${usd(listUsd)} |`,
    ),
    `| **together** | | | | **${sum((row) => row.usd)}** | **${sum((row) => row.listUsd)}** |`,
    '',
    'Free while they hold no data and carry no traffic:',
    '',
    ...pages.flat(),
    '',
    `HCP Terraform bills by [managed resources](https://www.hashicorp.com/products/terraform/pricing): ${resources} for one environment.`,
  ].join('\n');
};

const usd = (amount: number): string => amount.toFixed(2);
