import sdk from '@eventcatalog/sdk';

/** Opens a catalog's folder. The package's types describe a CommonJS module, and what Node loads is an ES module whose default export it is. */
export const eventCatalog = sdk as unknown as typeof sdk.default;

export type EventCatalog = ReturnType<typeof eventCatalog>;
