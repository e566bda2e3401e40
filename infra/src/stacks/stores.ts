import { STORES_SOURCE, StoreInventoryReported, StoreSaleReported } from '@plumbline/contracts-stores';
import { busName } from '@plumbline/event-kit';
import { PlumblineStack } from '../constructs/plumbline-stack.ts';
import type { Environment } from '../environment.ts';
import { CloudwatchEventArchive, type Construct } from '../terraform.ts';

/** The events of the stores, independent of their producers and consumers. */
const REPORTS = [StoreSaleReported, StoreInventoryReported];

/**
 * The stores' domain on the shared bus, independent of producers and consumers. It archives its reports separately, so that an operator can
 * replay only them to a new consumer.
 */
export class StoresStack extends PlumblineStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, {
      environment,
      service: 'stores',
      domain: 'stores',
      team: 'store-feed-team',
      summary: 'The archive of the stores on the shared bus.',
    });
    this.keepReports(environment);
  }

  private keepReports({ name, archiveRetentionDays }: Environment): void {
    new CloudwatchEventArchive(this, 'reports', {
      name: this.named('stores'),
      description: 'The reports of the stores, for replay',
      eventSourceArn: this.arn('events', `event-bus/${busName(name)}`),
      eventPattern: JSON.stringify({ source: [STORES_SOURCE], 'detail-type': REPORTS.map(({ detailType }) => detailType) }),
      retentionDays: archiveRetentionDays,
    });
  }
}
