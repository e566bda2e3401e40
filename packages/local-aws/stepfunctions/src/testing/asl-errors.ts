import { createRequire } from 'node:module';

/** The part of asl-validator that is used here: the package has no types, and is CommonJS. */
type Validator = (
  definition: object,
  options: { readonly checkPaths: boolean; readonly checkArn: boolean },
) => { readonly errorsText: () => string };

const validator: Validator = createRequire(import.meta.url)('asl-validator');

/** What the community's validator has against a definition; empty when it is valid. */
export const aslErrors = (definition: object): string =>
  // It writes into what it is given.
  validator(structuredClone(definition), { checkPaths: true, checkArn: true }).errorsText();
