import { type Fields, isFields, type Resource } from '@plumbline/topology';

/** What a function's manifest says of it, as our constructs note it beside the resource. */
export interface Declaration {
  /** Such as `OrderAccepted:1.0`. */
  readonly consumes: readonly string[];
  readonly publishes: readonly string[];
  /** What the handler's code does beside that, and to what. */
  readonly may: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
}

/** Of what our constructs did not write there is none. */
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

/** Which findings a resource's people accept, and why. */
export const acceptsOf = (resource: Resource): Fields => {
  const { accepts } = notesOf(resource);
  return isFields(accepts) ? accepts : {};
};

const notesOf = (resource: Resource | undefined): Fields => {
  const notes = resource?.comment.plumbline;
  return isFields(notes) ? notes : {};
};

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
