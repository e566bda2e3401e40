import { STORES_SOURCE, StoreInventoryReported, StoreSaleReported } from '@plumbline/contracts-stores';
import { busName } from '@plumbline/event-kit';
import { PlumblineStack } from '../constructs/plumbline-stack.ts';
import type { Environment } from '../environment.ts';
import { CloudwatchEventArchive, type Construct } from '../terraform.ts';

/** What the stores report, whoever brings it to the bus and whoever takes it from there. */
const REPORTS = [StoreSaleReported, StoreInventoryReported];

/**
 * What the stores' domain has on the bus that all share, independent of who produces and who consumes: its reports are kept apart, so
 * that a consumer that was away can be given them alone.
 */
export class StoresStack extends PlumblineStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, {
      environment,
      service: 'stores',
      domain: 'stores',
      team: 'store-feed-team',
      summary: 'What the stores have on the bus that all share.',
    });
    this.keepReports(environment);
  }

  private keepReports({ name, archiveRetentionDays }: Environment): void {
    new CloudwatchEventArchive(this, 'reports', {
      name: this.named('stores'),
      description: 'What the stores report, for replay',
      eventSourceArn: this.arn('events', `event-bus/${busName(name)}`),
      eventPattern: JSON.stringify({ source: [STORES_SOURCE], 'detail-type': REPORTS.map(({ detailType }) => detailType) }),
      retentionDays: archiveRetentionDays,
    });
  }
}
