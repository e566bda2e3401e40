import type { z } from 'zod';
import type { EventContract } from './define-event.ts';
import { majorOf } from './major-of.ts';

/**
 * How a new major is told in the words of the older one, which is published beside it until its sunset. Both are the same event:
 * they have one `event_id`, so that a consumer that moves drops what it has seen already.
 */
export interface Downcast<Data extends z.ZodObject = z.ZodObject> {
  readonly to: EventContract;
  // A method, not a property: contracts of different data stay assignable to EventContract.
  data(newer: z.infer<Data>): unknown;
}

/** How an event of the older major is read by a consumer of the newer one. */
export interface Upcast<Data extends z.ZodObject = z.ZodObject> {
  readonly from: EventContract;
  data(older: never): z.infer<Data>;
}

/** Declares the older major that is published beside a new one, and how its data is made. */
export const downcast = <Older extends EventContract, Newer>(
  to: Older,
  data: (newer: Newer) => z.infer<Older['data']>,
): { readonly to: Older; data(newer: Newer): z.infer<Older['data']> } => ({ to, data });

/** Declares how a consumer of the new major reads events of the older one that are still under way when it moves. */
export const upcast = <Older extends EventContract, Newer>(
  from: Older,
  data: (older: z.infer<Older['data']>) => Newer,
): { readonly from: Older; data(older: z.infer<Older['data']>): Newer } => ({ from, data });

/** The contracts of all majors that publishing this one puts on the bus, newest first. */
export const publishedVersions = (contract: EventContract): readonly EventContract[] => [
  contract,
  ...(contract.downcast === undefined ? [] : publishedVersions(contract.downcast.to)),
];

/** The name of an event with its major, as people say it: `OrderAccepted v2`. */
export const versionedName = ({ eventType, version }: Pick<EventContract, 'eventType' | 'version'>): string =>
  `${eventType} v${majorOf(version)}`;

/** Refuses a downcast or upcast that is not from one major to an older one of the same event, or that fails on an example. */
export const checkDowncast = <Data extends z.ZodObject>(contract: EventContract<string, Data>, refuse: (why: string) => never): void => {
  const { downcast: down, upcast: up, examples } = contract;
  for (const [name, other] of [
    ['downcast', down?.to],
    ['upcast', up?.from],
  ] as const) {
    if (other === undefined) continue;
    if (other.eventType !== contract.eventType || other.detailType !== contract.detailType || other.source !== contract.source) {
      refuse(`${name} names ${other.eventType} ("${other.detailType}" of ${other.source}). It must be the same event, of an older major.`);
    }
    if (Number(majorOf(other.version)) >= Number(majorOf(contract.version))) {
      refuse(`${name} names version ${other.version}, which is no older major than ${contract.version}.`);
    }
  }
  for (const { name, detail } of examples) {
    if (down === undefined) break;
    const { Data: data } = detail as { readonly Data: unknown };
    const result = down.to.data.safeParse(down.data(contract.data.parse(data)));
    if (!result.success) refuse(`downcast makes no ${versionedName(down.to)} of example "${name}": ${result.error.message}`);
  }
};
