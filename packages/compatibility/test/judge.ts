import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonSchema } from '../src/index.ts';

/** The judge: ajv in the 2020-12 dialect, with formats. It is set up apart from the package's own, so that the two can differ. */
export const createJudge = (): ((schema: JsonSchema) => ValidateFunction) => {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    meta: false,
    logger: false,
    addUsedSchema: false,
    code: { optimize: false },
  });
  formats.default(ajv);
  return (schema) => ajv.compile(schema);
};
