import type { ObjectShape } from './shape.ts';

/** Whether producers write only the properties that the shape declares. */
export const isClosed = (shape: ObjectShape): boolean => shape.described && shape.additional === undefined;
