import { type CodeCase, GUIDE } from './case.ts';

const ddb = (code: string, value: unknown): CodeCase => ({ source: `${GUIDE}/built-in-modules-js.html`, code, gives: value });
const transform = (code: string, value: unknown): CodeCase => ({
  source: `${GUIDE}/transformation-helpers-in-util-transform-js.html`,
  code,
  gives: value,
});
const id = { id: { S: '1' } };

/** The module `@aws-appsync/utils/dynamodb`, and `util.transform`. */
export const DYNAMODB_MODULE: readonly CodeCase[] = [
  ddb("ddb.get({ key: { id: '1' } })", { operation: 'GetItem', key: id }),
  ddb("ddb.get({ key: { id: '1' }, consistentRead: true, projection: ['a', 'b.c'] })", {
    ...{ operation: 'GetItem', key: id, consistentRead: true },
    projection: { expression: '#a, #b.#c', expressionNames: { '#a': 'a', '#b': 'b', '#c': 'c' } },
  }),
  ddb("ddb.put({ key: { id: '1' }, item: { name: 'n' } })", { operation: 'PutItem', key: id, attributeValues: { name: { S: 'n' } } }),
  ddb("ddb.put({ key: { id: '1' }, item: {}, condition: { id: { attributeExists: false } } })", {
    ...{ operation: 'PutItem', key: id, attributeValues: {} },
    condition: { expression: '(attribute_not_exists(#id))', expressionNames: { '#id': 'id' } },
  }),
  ddb("ddb.remove({ key: { id: '1' }, condition: { status: { eq: 'PENDING' } } })", {
    ...{ operation: 'DeleteItem', key: id },
    condition: {
      expression: '(#status = :status_eq)',
      expressionNames: { '#status': 'status' },
      expressionValues: { ':status_eq': { S: 'PENDING' } },
    },
  }),
  ddb("ddb.update({ key: { id: '1' }, update: { a: 1, b: ddb.operations.remove() } })", {
    ...{ operation: 'UpdateItem', key: id },
    update: { expression: 'SET #a = :a REMOVE #b', expressionNames: { '#a': 'a', '#b': 'b' }, expressionValues: { ':a': { N: '1' } } },
  }),
  ddb("ddb.update({ key: { id: '1' }, update: { n: ddb.operations.increment(2) } }).update", {
    expression: 'SET #n = if_not_exists(#n, :n_zero) + :n',
    expressionNames: { '#n': 'n' },
    expressionValues: { ':n_zero': { N: '0' }, ':n': { N: '2' } },
  }),
  ddb(
    "ddb.update({ key: { id: '1' }, update: { n: ddb.operations.decrement() } }).update.expression",
    'SET #n = if_not_exists(#n, :n_zero) - :n',
  ),
  ddb(
    "ddb.update({ key: { id: '1' }, update: { l: ddb.operations.append(['x']) } }).update.expression",
    'SET #l = list_append(if_not_exists(#l, :l_empty), :l)',
  ),
  ddb(
    "ddb.update({ key: { id: '1' }, update: { l: ddb.operations.prepend(['x']) } }).update.expression",
    'SET #l = list_append(:l, if_not_exists(#l, :l_empty))',
  ),
  ddb("ddb.update({ key: { id: '1' }, update: { l: [ddb.operations.updateListItem('x', 2)] } }).update.expression", 'SET #l[2] = :l'),
  ddb("ddb.update({ key: { id: '1' }, update: { m: { a: 1 } } }).update.expression", 'SET #m.#a = :m_a'),
  ddb("ddb.update({ key: { id: '1' }, update: { m: ddb.operations.replace({ a: 1 }) } }).update", {
    ...{ expression: 'SET #m = :m', expressionNames: { '#m': 'm' }, expressionValues: { ':m': { M: { a: { N: '1' } } } } },
  }),
  ddb("ddb.query({ index: 'byName', query: { name: { eq: 'n' }, age: { gt: 1 } }, limit: 5, nextToken: null })", {
    ...{ operation: 'Query', index: 'byName', limit: 5 },
    query: {
      expression: '(#name = :name_eq) AND (#age > :age_gt)',
      expressionNames: { '#name': 'name', '#age': 'age' },
      expressionValues: { ':name_eq': { S: 'n' }, ':age_gt': { N: '1' } },
    },
  }),
  ddb(
    "ddb.query({ query: { id: { eq: '1' }, at: { between: [1, 2] } } }).query.expression",
    '(#id = :id_eq) AND (#at BETWEEN :at_between AND :at_between_1)',
  ),
  ddb(
    "ddb.query({ query: { id: { eq: '1' }, at: { beginsWith: 'x' } } }).query.expression",
    '(#id = :id_eq) AND (begins_with(#at, :at_beginsWith))',
  ),
  ddb("ddb.scan({ filter: { or: [{ a: { eq: 1 } }, { b: { contains: 'x' } }] } })", {
    operation: 'Scan',
    filter: {
      expression: '((#a = :a_eq) OR (contains(#b, :b_contains)))',
      expressionNames: { '#a': 'a', '#b': 'b' },
      expressionValues: { ':a_eq': { N: '1' }, ':b_contains': { S: 'x' } },
    },
  }),
  ddb(
    "ddb.scan({ filter: { not: { a: { attributeType: 'string' } } } }).filter.expression",
    '(NOT (attribute_type(#a, :a_attributeType)))',
  ),
  ddb('ddb.scan({ filter: { a: { in: [1, 2], ne: 3 } } }).filter.expression', '(#a IN (:a_in, :a_in_1)) AND (#a <> :a_ne)'),
  ddb("ddb.batchGet({ tables: { t: { keys: [{ id: '1' }] } } })", { operation: 'BatchGetItem', tables: { t: { keys: [id] } } }),
  ddb("ddb.batchPut({ tables: { t: [{ id: '1' }] } })", { operation: 'BatchPutItem', tables: { t: [id] } }),
  ddb("ddb.batchDelete({ tables: { t: [{ id: '1' }] } })", { operation: 'BatchDeleteItem', tables: { t: [id] } }),
  ddb("ddb.transactGet({ items: [{ table: 't', key: { id: '1' } }] })", {
    operation: 'TransactGetItems',
    transactItems: [{ table: 't', key: id }],
  }),
  ddb(
    "ddb.transactWrite({ items: [{ putItem: { table: 't', key: { id: '1' }, item: { a: 1 } } }, { deleteItem: { table: 't', key: { id: '1' } } }] })",
    {
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 't', operation: 'PutItem', key: id, attributeValues: { a: { N: '1' } } },
        { table: 't', operation: 'DeleteItem', key: id },
      ],
    },
  ),
  ddb(
    "ddb.transactWrite({ items: [{ conditionCheck: { table: 't', key: { id: '1' }, condition: { id: { attributeExists: true } } } }] }).transactItems[0]",
    {
      ...{ table: 't', operation: 'ConditionCheck', key: id },
      condition: { expression: '(attribute_exists(#id))', expressionNames: { '#id': 'id' }, returnValuesOnConditionCheckFailure: true },
    },
  ),
  ddb("ddb.toStringSet(['a'])", { SS: ['a'] }),
  transform("JSON.parse(util.transform.toDynamoDBFilterExpression({ title: { beginsWith: 'far away' } }))", {
    expression: '(begins_with(#title, :title_beginsWith))',
    expressionNames: { '#title': 'title' },
    expressionValues: { ':title_beginsWith': { S: 'far away' } },
  }),
  transform("util.transform.toSubscriptionFilter({ title: { eq: 't' }, severity: { ge: 3 } })", {
    filterGroup: [
      {
        filters: [
          { fieldName: 'title', operator: 'eq', value: 't' },
          { fieldName: 'severity', operator: 'ge', value: 3 },
        ],
      },
    ],
  }),
  transform('util.transform.toSubscriptionFilter({ or: [{ a: { eq: 1 } }, { b: { in: [2] } }] })', {
    filterGroup: [
      { filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] },
      { filters: [{ fieldName: 'b', operator: 'in', value: [2] }] },
    ],
  }),
  transform("util.transform.toSubscriptionFilter({ a: { eq: 1 }, b: { eq: 2 } }, ['a'], { c: { eq: 3 } })", {
    filterGroup: [
      {
        filters: [
          { fieldName: 'b', operator: 'eq', value: 2 },
          { fieldName: 'c', operator: 'eq', value: 3 },
        ],
      },
    ],
  }),
];
