import sdk from '@eventcatalog/sdk';

/** Opens a catalog's folder. The package's types describe a CommonJS module, but Node loads an ES module with a default export. */
export const eventCatalog = sdk as unknown as typeof sdk.default;

export type EventCatalog = ReturnType<typeof eventCatalog>;
