import type { Fields } from '../asl/fields.ts';
import type { Flow } from '../asl/state-machine.ts';
import type { JsonObject } from '../json.ts';
import type { Field } from '../scope.ts';
import { readJsonataObject, readJsonataTemplate } from './template.ts';

/**
 * The data flow of a JSONata state: Arguments and Output, each only if the state's type has it.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const jsonataFlow = (fields: Fields): Flow => {
  const assign = readJsonataAssign(fields, 'Assign');
  return {
    work: readOptional(fields, 'Arguments') ?? (async ({ input }) => input),
    output: readOptional(fields, 'Output') ?? (async ({ result = null }) => result),
    ...(assign === undefined ? {} : { assign }),
  };
};

/** @param location the field's place in its state, such as `Catch[0]/Assign` */
export const readJsonataAssign = (fields: Fields, location: string): Field<JsonObject> | undefined =>
  fields.has('Assign') ? fields.read('Assign', () => readJsonataObject(fields.child('Assign').object, location)) : undefined;

/** @param location the field's place in its state; @default its name */
export const readOptional = (fields: Fields, name: string, location = name): Field | undefined => {
  const template = fields.get(name);
  return template === undefined ? undefined : fields.read(name, () => readJsonataTemplate(template, location));
};
