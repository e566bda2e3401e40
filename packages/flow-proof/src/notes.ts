import { type Fields, isFields, type Resource } from '@plumbline/topology';

/** A function's manifest entry, which our constructs write beside the resource. */
export interface Declaration {
  /** Such as `OrderAccepted:1.0`. */
  readonly consumes: readonly string[];
  readonly publishes: readonly string[];
  /** The other calls of the handler's code, with their resources. */
  readonly may: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
}

/** Returns `undefined` for a function that our constructs did not write. */
export const declarationOf = (resource: Resource | undefined): Declaration | undefined => {
  const { declares } = notesOf(resource);
  if (!isFields(declares)) return undefined;
  const may = Array.isArray(declares.may) ? declares.may.filter(isFields) : [];
  return {
    consumes: texts(declares.consumes),
    publishes: texts(declares.publishes),
    may: may.map(({ actions, resources }) => ({ actions: texts(actions), resources: texts(resources) })),
  };
};

/** The findings that a resource accepts, with the reasons. */
export const acceptsOf = (resource: Resource): Fields => {
  const { accepts } = notesOf(resource);
  return isFields(accepts) ? accepts : {};
};

const notesOf = (resource: Resource | undefined): Fields => {
  const notes = resource?.comment.plumbline;
  return isFields(notes) ? notes : {};
};

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
