/** A contract as a service imports it. */
export interface Imported {
  readonly eventType: string;
  readonly exportedAs: string;
  readonly from: string;
}

/** One import for each package, with each name once. */
export const importsOf = (events: readonly Imported[], keyword: 'import' | 'import type'): string =>
  [...Map.groupBy(events, ({ from }) => from)]
    .map(([from, group]) => `${keyword} { ${[...new Set(group.map(({ exportedAs }) => exportedAs))].sort().join(', ')} } from '${from}';`)
    .join('\n');
