import type { z } from 'zod';
import type { EventContract } from './event-contract.ts';
import { majorOf } from './major-of.ts';
import type { Refuse } from './refuse.ts';

/** Declares the older major version that is published beside a new one, and the conversion of its data. */
export const downcast = <Older extends EventContract, Newer>(
  to: Older,
  data: ((newer: Newer) => z.infer<Older['data']>) & Typed<Newer>,
): { readonly to: Older; data(newer: Newer): z.infer<Older['data']> } => ({ to, data });

/** The compiler's message for a cast whose parameter has no type, because it cannot be inferred. */
type Typed<Parameter> = unknown extends Parameter
  ? { readonly 'Give the parameter the type of the data: ({ dish }: z.infer<typeof data>) => ...': never }
  : unknown;

/** Declares how a consumer of the new major version reads events of the older one that are in flight when it moves. */
export const upcast = <Older extends EventContract, Newer>(
  from: Older,
  data: (older: z.infer<Older['data']>) => Newer,
): { readonly from: Older; data(older: z.infer<Older['data']>): Newer } => ({ from, data });

/** The contracts of all major versions that are published with this one, newest first. */
export const publishedVersions = (contract: EventContract): readonly EventContract[] => [
  contract,
  ...(contract.downcast === undefined ? [] : publishedVersions(contract.downcast.to)),
];

/** The name of an event with its major version, for texts: `OrderAccepted v2`. */
export const versionedName = ({ eventType, version }: Pick<EventContract, 'eventType' | 'version'>): string =>
  `${eventType} v${majorOf(version)}`;

/** Rejects a downcast or upcast that is not between a major version and an older one of the same event, or that fails on an example. */
export const checkCasts = <Data extends z.ZodObject>(contract: EventContract<string, Data>, refuse: Refuse): void => {
  const { downcast: down, upcast: up, examples } = contract;
  for (const [name, other] of [
    ['downcast', down?.to],
    ['upcast', up?.from],
  ] as const) {
    if (other === undefined) continue;
    if (other.eventType !== contract.eventType || other.detailType !== contract.detailType || other.source !== contract.source) {
      refuse(
        `${name} names ${other.eventType} ("${other.detailType}" of ${other.source}). It must name an older major version of the same event.`,
      );
    }
    if (Number(majorOf(other.version)) >= Number(majorOf(contract.version))) {
      refuse(`${name} names version ${other.version}, which is not an older major version than ${contract.version}.`);
    }
  }
  for (const { name, detail } of examples) {
    if (down === undefined) break;
    const { Data: data } = detail as { readonly Data: unknown };
    const result = down.to.data.safeParse(castOf(() => down.data(contract.data.parse(data)), name, refuse));
    if (!result.success)
      refuse(`downcast of example "${name}" does not produce a valid ${versionedName(down.to)}: ${result.error.message}`);
  }
};

const castOf = (cast: () => unknown, example: string, refuse: Refuse): unknown => {
  try {
    return cast();
  } catch (error) {
    return refuse(`downcast fails on example "${example}": ${(error as Error).message}. Handle every event that the contract allows.`);
  }
};
