import { HTTP, LITERALS, type QueryCase, VALIDATION, VALUES, VARIABLES } from './case.ts';

/** The API of the table. Each field returns what its argument `value` says, as JSON. */
export const QUERY_SCHEMA = `
type Query {
  order(value: AWSJSON, id: ID): Order
  orders(value: AWSJSON): [Order]
  strict(value: AWSJSON): [Order!]!
  place(input: PlaceOrder!): Order
  number(value: AWSJSON): Int
  text(value: AWSJSON): String
  date(value: AWSJSON): AWSDate
  status(value: AWSJSON): Status
  result(value: AWSJSON): Result
  node(value: AWSJSON): Node
  deep: Deep
}
input PlaceOrder { name: String!  quantity: Int  status: Status  on: AWSDate }
interface Node { id: ID! }
type Order implements Node { id: ID!  name: String!  total: Int  lines: [Line!]  line: Line }
type Line { sku: String!  code: String!  count: Int }
type Failure { reason: String  line: Line }
union Result = Order | Failure
enum Status { PENDING PAID }
type Deep { deep: Deep  name: String }
`;

const invalid = (rule: string, query: string, ...messages: readonly string[]): QueryCase => ({
  ...{ source: VALIDATION, rule, query, data: null },
  errors: messages.map((message) => `Validation error of type ${message}`),
});
const refused = (rule: string, query: string, variables: object, ...errors: readonly string[]): QueryCase => ({
  source: VARIABLES,
  ...{ rule, query, variables, data: null, errors },
});
const value = (rule: string, query: string, data: unknown, ...errors: readonly string[]): QueryCase => ({
  source: VALUES,
  ...{ rule, query, data },
  ...(errors.length === 0 ? {} : { errors }),
});
const json = (given: unknown): string => JSON.stringify(JSON.stringify(given));

/** Answers to valid and invalid queries. */
export const QUERIES: readonly QueryCase[] = [
  {
    ...invalid('a field does not exist', '{badfield}', "FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'"),
    source: HTTP,
  },
  invalid(
    'a nested field does not exist',
    '{ order { none } }',
    "FieldUndefined: Field 'none' in type 'Order' is undefined @ 'order/none'",
  ),
  invalid(
    'an object has no selection',
    '{ order }',
    "SubSelectionRequired: Sub selection required for type Order of field order @ 'order'",
  ),
  invalid(
    'a scalar has a selection',
    '{ text { a } }',
    "SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field text @ 'text'",
  ),
  invalid('an argument does not exist', '{ text(none: 1) }', "UnknownArgument: Unknown field argument none @ 'text'"),
  invalid('a required argument is missing', '{ place { id } }', "MissingFieldArgument: Missing field argument input @ 'place'"),
  invalid('a variable is not declared', '{ order(id: $id) { id } }', "UndefinedVariable: Undefined variable id @ 'order'"),
  invalid('a variable is not used', 'query ($id: ID) { text }', 'UnusedVariable: Unused variable id'),
  invalid(
    'the type of a variable does not fit',
    'query ($id: Int) { order(id: $id) { id } }',
    "VariableTypeMismatch: Variable type doesn't match @ 'order'",
  ),
  invalid('the type of a variable does not exist', 'query ($id: None) { order(id: $id) { id } }', 'UnknownType: Unknown type None'),
  invalid('a fragment does not exist', '{ order { ...none } }', "UndefinedFragment: Undefined fragment none @ 'order'"),
  invalid('a fragment is not used', '{ text } fragment f on Order { id }', 'UnusedFragment: Unused fragment f'),
  invalid('fragments form a cycle', '{ order { ...f } } fragment f on Order { ...f }', "FragmentCycle: Fragment cycles not allowed @ 'f'"),
  invalid('a directive does not exist', '{ text @none }', "UnknownDirective: Unknown directive none @ 'text'"),
  invalid('two fields conflict', '{ a: text a: number }', "FieldsConflict: a: text and number are different fields @ 'text'"),
  invalid(
    'two fields have other arguments',
    '{ text(value: "1") text(value: "2") }',
    "FieldsConflict: text: they have differing arguments @ 'text'",
  ),
  invalid(
    'an anonymous operation is not alone',
    '{ text } { number }',
    'LoneAnonymousOperationViolation: Anonymous operation with other operations.',
    'LoneAnonymousOperationViolation: Anonymous operation with other operations.',
  ),
  {
    source: 'https://spec.graphql.org/October2021/#sec-Field-Selection-Merging',
    rule: 'fields of two object types have one name and one type',
    query: `{ result(value: ${json({ __typename: 'Failure', line: { code: 'c' } })}) { ... on Order { x: line { a: sku } } ... on Failure { x: line { a: code } } } }`,
    data: { result: { x: { a: 'c' } } },
  },
  invalid(
    'fields of two object types have one name and two types',
    '{ result { ... on Order { x: line { a: sku } } ... on Failure { x: line { a: count } } } }',
    "FieldsConflict: a: they return differing types String! and Int @ 'result/line/sku'",
  ),
  ...[
    [
      'a literal has another type',
      '{ place(input: { name: 1 }) { id } }',
      "ObjectValue{objectFields=[ObjectField{name='name', value=IntValue{value=1}}]}' is not a valid 'String'",
    ],
    [
      'a literal lacks a member',
      '{ place(input: { quantity: 1 }) { id } }',
      "ObjectValue{objectFields=[ObjectField{name='quantity', value=IntValue{value=1}}]}' is missing required fields '[name]'",
    ],
    [
      'a literal has an unknown member',
      '{ place(input: { name: "n", x: [true] }) { id } }',
      "ObjectValue{objectFields=[ObjectField{name='name', value=StringValue{value='n'}}, ObjectField{name='x', value=ArrayValue{values=[BooleanValue{value=true}]}}]}' contains a field not in 'PlaceOrder': 'x'",
    ],
    [
      'a literal is not of the enum',
      '{ place(input: { name: "n", status: NONE }) { id } }',
      "ObjectValue{objectFields=[ObjectField{name='name', value=StringValue{value='n'}}, ObjectField{name='status', value=EnumValue{name='NONE'}}]}' is not a valid 'Status'",
    ],
    ['a literal is null', '{ place(input: null) { id } }', "NullValue{}' must not be null"],
    [
      'a literal is not a date',
      '{ place(input: { name: "n", on: "now" }) { id } }',
      "ObjectValue{objectFields=[ObjectField{name='name', value=StringValue{value='n'}}, ObjectField{name='on', value=StringValue{value='now'}}]}' is not a valid 'AWSDate'",
    ],
  ].map(([rule = '', query = '', text = '']) => ({
    ...invalid(rule, query, `WrongType: argument 'input' with value '${text} @ 'place'`),
    source: LITERALS,
  })),
  refused(
    'a required variable is missing',
    'query ($i: PlaceOrder!) { place(input: $i) { id } }',
    {},
    "Variable 'i' has coerced Null value for NonNull type 'PlaceOrder!'",
  ),
  refused(
    'a member of an input is missing',
    'query ($i: PlaceOrder!) { place(input: $i) { id } }',
    { i: {} },
    "Variable 'i' has coerced Null value for NonNull type 'String!'",
  ),
  refused(
    'a member of an input does not exist',
    'query ($i: PlaceOrder!) { place(input: $i) { id } }',
    { i: { name: 'n', none: 1 } },
    "The variables input contains a field that is not defined for input object type 'PlaceOrder' ",
  ),
  refused(
    'a member has another type',
    'query ($i: PlaceOrder!) { place(input: $i) { id } }',
    { i: { name: 'n', quantity: '6' } },
    "Variable 'i' has an invalid value. Expected type 'Int' but was 'String'.",
  ),
  refused(
    'a value is not of the enum',
    'query ($i: PlaceOrder!) { place(input: $i) { id } }',
    { i: { name: 'n', status: 'NONE' } },
    "Variable 'i' has an invalid value. Invalid input for Enum 'Status'. No value found for name 'NONE'",
  ),
  refused(
    'a date is not one',
    'query ($i: PlaceOrder!) { place(input: $i) { id } }',
    { i: { name: 'n', on: 'now' } },
    "Variable 'i' has an invalid value. Unable to parse `now` as a valid date.",
  ),
  value('a field is null', `{ order(value: ${json(null)}) { id } }`, { order: null }),
  value(
    'a required field is null',
    `{ order(value: ${json({ id: '1' })}) { id name } }`,
    { order: null },
    "Cannot return null for non-nullable type: 'String' within parent 'Order' (/order/name)",
  ),
  value(
    'a required field of an item is null',
    `{ orders(value: ${json([{ id: '1', name: 'n' }, { name: 'n' }])}) { id } }`,
    { orders: [{ id: '1' }, null] },
    "Cannot return null for non-nullable type: 'ID' within parent 'Order' (/orders[1]/id)",
  ),
  value(
    'a required item is null',
    `{ strict(value: ${json([null])}) { id } }`,
    null,
    "Cannot return null for non-nullable type: 'Order' within parent 'Query' (/strict[0])",
  ),
  value(
    'a list is an object',
    `{ orders(value: ${json({ a: 1 })}) { id } }`,
    { orders: null },
    "Can't resolve value (/orders) : type mismatch error, expected type LIST",
  ),
  value(
    'an object is a text',
    `{ order(value: ${json('x')}) { id } }`,
    { order: null },
    "Can't resolve value (/order) : type mismatch error, expected type OBJECT",
  ),
  value(
    'a number is a text',
    `{ number(value: ${json('x')}) }`,
    { number: null },
    "Can't serialize value (/number) : Expected type 'Int' but was 'String'.",
  ),
  value(
    'a date is not one',
    `{ date(value: ${json('now')}) }`,
    { date: null },
    "Can't serialize value (/date) : Unable to serialize `now` as a valid date.",
  ),
  value(
    'a value is not of the enum',
    `{ status(value: ${json('NONE')}) }`,
    { status: null },
    "Can't serialize value (/status) : Invalid input for Enum 'Status'. No value found for name 'NONE'",
  ),
  value(
    'a union has a type name',
    `{ result(value: ${json({ __typename: 'Failure', reason: 'r' })}) { __typename ... on Failure { reason } } }`,
    { result: { __typename: 'Failure', reason: 'r' } },
  ),
  value('an interface has a type name', `{ node(value: ${json({ __typename: 'Order', id: '1' })}) { id } }`, { node: { id: '1' } }),
  value('a field has an alias', `{ a: text(value: ${json('x')}) }`, { a: 'x' }),
  value('a field is skipped', '{ number @skip(if: true) date @include(if: false) __typename }', { __typename: 'Query' }),
  value('a fragment is spread', `{ ...f } fragment f on Query { text(value: ${json('x')}) }`, { text: 'x' }),
];
