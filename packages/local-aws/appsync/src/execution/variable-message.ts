/**
 * The words of graphql-java for a variable that graphql-js refuses.
 * @see https://github.com/aws/aws-appsync-community/issues/406 (a missing member names the variable and its own type)
 * @see https://github.com/aws/aws-appsync-community/issues/273 (an unknown member is not named)
 */
export const variableMessage = (message: string): string => {
  const [, required, type] = /^Variable "\$(\w+)" of (?:required|non-null) type "(.*?)"/.exec(message) ?? [];
  if (required !== undefined) return `Variable '${required}' has coerced Null value for NonNull type '${type}'`;
  const [, variable = '', , reason = ''] = /^Variable "\$(\w+)" got invalid value (.*?); (.*)$/s.exec(message) ?? [];
  if (variable === '') return message;
  const [, unknown, object] = /^Field "(.*?)" is not defined by type "(.*?)"/.exec(reason) ?? [];
  if (unknown !== undefined) return `The variables input contains a field that is not defined for input object type '${object}' `;
  const [, missing, missingType] = /^Field "(.*?)" of required type "(.*?)" was not provided/.exec(reason) ?? [];
  if (missing !== undefined) return `Variable '${variable}' has coerced Null value for NonNull type '${missingType}'`;
  const [, nonNull] = /^Expected non-nullable type "(.*?)" not to be null/.exec(reason) ?? [];
  if (nonNull !== undefined) return `Variable '${variable}' has coerced Null value for NonNull type '${nonNull}'`;
  return `Variable '${variable}' has an invalid value. ${expected(reason)}`;
};

const expected = (reason: string): string => {
  const [, parse] = /(Unable to parse `.*)$/s.exec(reason) ?? [];
  if (parse !== undefined) return parse;
  const [, name, type] = /^Value "(.*?)" does not exist in "(.*?)" enum/.exec(reason) ?? [];
  if (name !== undefined) return `Invalid input for Enum '${type}'. No value found for name '${name}'`;
  const [, scalar, value = ''] = /^(Int|Float|String|Boolean|ID) cannot represent .*?: (.*)$/s.exec(reason) ?? [];
  return scalar === undefined ? reason : `Expected type '${scalar}' but was '${kindOf(value)}'.`;
};

const kindOf = (value: string): string => {
  if (value.startsWith('"')) return 'String';
  if (value.startsWith('{')) return 'LinkedHashMap';
  if (value.startsWith('[')) return 'ArrayList';
  if (value === 'true' || value === 'false') return 'Boolean';
  return value.includes('.') ? 'Double' : 'Integer';
};
