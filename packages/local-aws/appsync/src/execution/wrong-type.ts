import { type ArgumentNode, Kind, type ValueNode } from 'graphql';

/** A value is shown in full up to this length. */
const SHOWN_CHARS_MAX = 1_000;

/**
 * The words of graphql-java for a literal that does not fit its type.
 * @see https://github.com/aws/aws-appsync-community/issues/273
 */
export const wrongType = (message: string, argument: ArgumentNode): string =>
  `argument '${argument.name.value}' with value '${shown(argument.value)}' ${problemIn(message)}`;

const problemIn = (message: string): string => {
  const [, missing] = /^Field ".*?\.(.*?)" of required type/.exec(message) ?? [];
  if (missing !== undefined) return `is missing required fields '[${missing}]'`;
  const [, unknown, object] = /^Field "(.*?)" is not defined by type "(.*?)"/.exec(message) ?? [];
  if (unknown !== undefined) return `contains a field not in '${object}': '${unknown}'`;
  if (/^Expected value of type ".*?!", found null/.test(message)) return 'must not be null';
  const [, type] = /^(?:Expected value of type|Enum) "(.*?)!?"|^Value ".*?" does not exist in "(.*?)"/.exec(message) ?? [];
  const name = type ?? /does not exist in "(.*?)"/.exec(message)?.[1] ?? /^(\w+) cannot represent/.exec(message)?.[1];
  return name === undefined ? `is not valid: ${message}` : `is not a valid '${name}'`;
};

const shown = (value: ValueNode): string => {
  const text = javaText(value);
  return text.length <= SHOWN_CHARS_MAX ? text : `${text.slice(0, SHOWN_CHARS_MAX)}...`;
};

/** `toString()` of graphql-java's nodes. */
const javaText = (value: ValueNode): string => {
  switch (value.kind) {
    case Kind.STRING:
      return `StringValue{value='${value.value}'}`;
    case Kind.INT:
      return `IntValue{value=${value.value}}`;
    case Kind.FLOAT:
      return `FloatValue{value=${value.value}}`;
    case Kind.BOOLEAN:
      return `BooleanValue{value=${value.value}}`;
    case Kind.ENUM:
      return `EnumValue{name='${value.value}'}`;
    case Kind.VARIABLE:
      return `VariableReference{name='${value.name.value}'}`;
    case Kind.NULL:
      return 'NullValue{}';
    case Kind.LIST:
      return `ArrayValue{values=[${value.values.map(javaText).join(', ')}]}`;
    case Kind.OBJECT: {
      const fields = value.fields.map((field) => `ObjectField{name='${field.name.value}', value=${javaText(field.value)}}`);
      return `ObjectValue{objectFields=[${fields.join(', ')}]}`;
    }
  }
};
