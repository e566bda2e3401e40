import type { Change } from './change.ts';
import { additionalProperties } from './changes/additional-properties.ts';
import { bounds } from './changes/bounds.ts';
import { enumsAndConstants } from './changes/enums-and-constants.ts';
import { formatsAndPatterns } from './changes/formats-and-patterns.ts';
import { nestedObjectsAndArrays } from './changes/nested-objects-and-arrays.ts';
import { nullability } from './changes/nullability.ts';
import { properties } from './changes/properties.ts';
import { types } from './changes/types.ts';
import { unions } from './changes/unions.ts';
import { unitsAndMeanings } from './changes/units-and-meanings.ts';
import { whatChangesNothing } from './changes/what-changes-nothing.ts';
import { whatIsNotCompared } from './changes/what-is-not-compared.ts';

/** Schema changes by kind, with what must be said of each. The README's table is made of them. */
export const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  Properties: properties,
  Types: types,
  Nullability: nullability,
  'Enums and constants': enumsAndConstants,
  Bounds: bounds,
  'Formats and patterns': formatsAndPatterns,
  'Additional properties': additionalProperties,
  'Nested objects and arrays': nestedObjectsAndArrays,
  Unions: unions,
  'Units and meanings': unitsAndMeanings,
  'What changes nothing': whatChangesNothing,
  'What is not compared': whatIsNotCompared,
};
