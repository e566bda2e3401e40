import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { incompatibility, type Question, written } from './question.ts';
import type { ObjectShape, OpenShape } from './shape.ts';
import { describeMember, listedValues } from './union-members.ts';

/** None of the reader's members has anything in common with what may be written. */
export const noMember = (shape: OpenShape, question: Question): Incompatibility => {
  const reason = written(question, describeMember([shape]), 'none like it');
  return incompatibility(question, NARROWING.member[question.direction], reason);
};

/** Several members take some of it. Which of them takes what, and whether they take all together, is not decided. */
export const severalMembers = (count: number, found: readonly Incompatibility[], question: Question): Incompatibility => {
  const reason = `may be written in events of ${question.writer} so that it may match any of ${count} alternatives in ${question.reader}, and no single alternative accepts all of it: ${found[0]?.reason ?? ''}`;
  return incompatibility(question, 'not-comparable', reason);
};

/** Members of a union may share out the values of one property; so an object is divided by the first that has several listed values. */
export const partsOf = (shape: OpenShape, partsMax: number): readonly ObjectShape[] | undefined => {
  if (shape.kind !== 'object') return undefined;
  for (const name of shape.required) {
    const schema = shape.properties.get(name);
    const values = schema === undefined ? undefined : listedValues(schema);
    if (schema === undefined || values === undefined || values.length < 2 || values.length > partsMax) continue;
    return values.map((value) => ({ ...shape, properties: new Map(shape.properties).set(name, { allOf: [schema, { const: value }] }) }));
  }
  return undefined;
};
