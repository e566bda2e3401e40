import { createRequire } from 'node:module';

/** The part of asl-validator that is used here: the package has no types, and is CommonJS. */
type Validator = (
  definition: object,
  options: { readonly checkPaths: boolean; readonly checkArn: boolean },
) => { readonly errorsText: () => string };

const validator: Validator = createRequire(import.meta.url)('asl-validator');

/** The errors of the community's validator for a definition; empty when it is valid. */
export const aslErrors = (definition: object): string =>
  // The validator modifies its argument.
  validator(structuredClone(definition), { checkPaths: true, checkArn: true }).errorsText();
