import type { Resource } from './resource.ts';

/** The resolved resources of a type. */
export type Resources = (type: string) => readonly Resource[];

/** Is told of what can't be read. */
export type Tell = (problem: string) => void;
