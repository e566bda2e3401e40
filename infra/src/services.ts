import type { ServiceManifest } from '@plumbline/event-kit';
import { delivery } from '@plumbline/service-delivery/manifest';
import { intake } from '@plumbline/service-intake/manifest';
import { orders } from '@plumbline/service-orders/manifest';
import { payments } from '@plumbline/service-payments/manifest';
import { restaurantOrders } from '@plumbline/service-restaurant-orders/manifest';
import { storeFeed } from '@plumbline/service-store-feed/manifest';
import { storeSales } from '@plumbline/service-store-sales/manifest';

/** Every service of the system. Each is one stack; stacks/ has the stacks without a service. */
export const SERVICES: readonly ServiceManifest[] = [intake, orders, delivery, payments, storeFeed, storeSales, restaurantOrders];
