import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { orderTable } from '@plumbline/service-restaurant-orders/manifest';
import { ordersApi } from '@plumbline/service-restaurant-orders/orders-api';
import { postOrder } from '@plumbline/service-restaurant-orders/post-order';
import { traceOf } from '@plumbline/service-restaurant-orders/trace-order';
import { workflowSteps } from '@plumbline/service-restaurant-orders/workflow-steps';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkedTraces, traceTree } from '../../src/trace-tree.ts';
import { type RestaurantSystem, startRestaurants } from './restaurant-system.ts';

let system: RestaurantSystem;
beforeAll(async () => {
  system = await startRestaurants();
});
afterAll(() => system.aws.stop());

const pizza = (clientEmail: string, more: object = {}) => ({ name: 'Pizza', quantity: 6, restaurantId: 'Dominos', clientEmail, ...more });
const ORDER = 'id name quantity restaurantId orderStatus amountMinor currency reason';
const ordered = async (id: string): Promise<unknown> =>
  (await system.api.send(`query ($id: ID!) { getOrder(id: $id) { ${ORDER} } }`, { id })).getOrder;

/** Puts an order of a status into the table, as the workflow would. */
const putOrder = async (id: string, order_status: string, more: object = {}): Promise<void> => {
  const keys = { id, item: 'order', restaurant_id: 'Trattoria', restaurant_status: `Trattoria#${order_status}` };
  const Item = {
    ...keys,
    name: 'Pizza',
    quantity: 2,
    client_email: 'a@example.com',
    placed_at: '2026-11-20T18:30:00Z',
    order_status,
    ...more,
  };
  await system.connection.table.send(new PutCommand({ TableName: system.connection.named(orderTable.name), Item }));
};

describe('a restaurant order', () => {
  it('when it is posted, then the caller has its id at once, and it ends as paid, with one event, one mail, and the kitchen told', async () => {
    const id = await postOrder(system.api, pizza('ada@example.com'));
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(await system.ended(id)).toBe('PAID');
    await system.until(async () => (await system.mails('kitchen@dominos.example')).some((subject) => subject === 'Cook: 6 x Pizza'));
    await system.aws.idle();
    expect(await ordered(id)).toEqual({
      ...{ id, name: 'Pizza', quantity: 6, restaurantId: 'Dominos', orderStatus: 'PAID' },
      ...{ amountMinor: 7_200, currency: 'USD', reason: null },
    });
    expect(system.events(id)).toEqual(['RestaurantOrderPaid']);
    expect(await system.mails('ada@example.com')).toEqual(['Your order is paid']);
    expect(await system.mails('kitchen@trattoria.example')).not.toContain('Cook: 6 x Pizza');
  });

  it('when its event reaches the bus, then it has the name of the restaurant, which the order does not have', async () => {
    const id = await postOrder(system.api, pizza('name@example.com'));
    await system.until(async () => system.events(id).length > 0);
    const event = system.occurrences
      .flatMap((each) => (each.kind === 'event' ? [each.event.detail] : []))
      .find((detail) => JSON.stringify(detail).includes('"Metadata"') && JSON.stringify(detail).includes(id));
    expect(event).toMatchObject({ Metadata: { correlation_id: id, causation_id: id }, Data: { restaurant_name: "Domino's" } });
    expect(await system.stored(id)).not.toHaveProperty('restaurant_name');
  });

  it('when the card is declined, then it ends as failed with the reason, one mail, and no word to the kitchen', async () => {
    const id = await postOrder(system.api, pizza('declined@example.com', { name: 'Calzone' }));
    expect(await system.ended(id)).toBe('FAILED');
    await system.aws.idle();
    expect(await ordered(id)).toMatchObject({ orderStatus: 'FAILED', reason: 'The card was declined.', amountMinor: null });
    expect(system.events(id)).toEqual(['RestaurantOrderPaymentFailed']);
    expect(await system.mails('declined@example.com')).toEqual(['Your payment was declined']);
    expect(await system.mails('kitchen@dominos.example')).not.toContain('Cook: 6 x Calzone');
    expect(await workflowSteps(system.live, id)).not.toContain('TellKitchen');
  });

  it('when a guest subscribes, then the workflow’s event arrives without asking', async () => {
    const id = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const query = `subscription ($id: ID!) { onOrderUpdated(id: $id) { ${ORDER} } }`;
    const end = await system.api.subscribe(query, { id }, ({ onOrderUpdated }) => resolve(onOrderUpdated));
    await sendCommand(id, 'live@example.com');
    expect(await promise).toMatchObject({ id, orderStatus: 'PAID', amountMinor: 7_200 });
    end();
  });

  it('when its command is delivered three times, then it is processed once', async () => {
    const id = 'delivered-three-times';
    for (let time = 0; time < 3; time += 1) await sendCommand(id, 'three@example.com');
    expect(await system.ended(id)).toBe('PAID');
    await system.aws.idle();
    expect(system.events(id)).toEqual(['RestaurantOrderPaid']);
    expect(await system.mails('three@example.com')).toEqual(['Your order is paid']);
  });

  it('when it is followed, then its trace leads from the GraphQL request across the queue through the workflow to the mail', async () => {
    const id = await postOrder(system.api, pizza('trace@example.com'));
    await system.ended(id);
    await system.aws.idle();
    const traces = (await linkedTraces(system.connection, (await traceOf(system.live, id)) ?? '')).map(traceTree);
    expect(traces.flatMap(({ broken }) => broken)).toEqual([]);
    const names = traces.map(({ nodes }) => nodes.map(({ segment }) => segment.name.replace('plumbline-dev-', '')));
    expect(names).toHaveLength(2);
    expect(names[0]).toEqual(expect.arrayContaining(['restaurant-orders-api', 'commands']));
    expect(names[1]).toEqual(expect.arrayContaining(['take-order', 'process-order', 'take-payment', 'MailGuest']));
    const { lines, isUnbroken } = await system.live.trace((await traceOf(system.live, id)) ?? '');
    expect(isUnbroken, lines.join('\n')).toBe(true);
  });
});

const sendCommand = async (id: string, client_email: string): Promise<void> => {
  const { sqs, named } = system.connection;
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: named('place-order') }));
  const Metadata = { command_time_iso8601: '2026-11-20T18:30:00Z', command_type: 'PlaceOrder', command_version: '1.0', command_id: id };
  const Data = { order_id: id, restaurant_id: 'Dominos', name: 'Pizza', quantity: 6, client_email, ordered_at: '2026-11-20T18:30:00Z' };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ Metadata, Data }) }));
};

/** Stops the mapping of the queue to take-order, as an operator would. */
const holdQueue = async (): Promise<{ goOn(): Promise<unknown> }> => {
  const { lambda, named } = system.connection;
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: named('take-order') }));
  const UUID = EventSourceMappings[0]?.UUID;
  const enable = (Enabled: boolean) => lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await enable(false);
  return { goOn: () => enable(true) };
};

describe('changing an order', () => {
  const update = (id: string, input: object) =>
    system.api.send(`mutation ($input: UpdateOrderInput!) { updateOrder(input: $input) { ${ORDER} } }`, { input: { id, ...input } });
  const withdraw = (id: string) => system.api.send(`mutation ($id: ID!) { deleteOrder(id: $id) { ${ORDER} } }`, { id });

  it('when it is pending, then it can be changed, and withdrawn', async () => {
    await putOrder('pending', 'PENDING');
    expect(await update('pending', { quantity: 3 })).toMatchObject({ updateOrder: { name: 'Pizza', quantity: 3 } });
    expect(await update('pending', { name: ' Calzone ' })).toMatchObject({ updateOrder: { name: 'Calzone', quantity: 3 } });
    expect(await withdraw('pending')).toMatchObject({ deleteOrder: { id: 'pending', quantity: 3, orderStatus: 'PENDING' } });
    expect(await ordered('pending')).toBeNull();
    await expect(withdraw('pending')).rejects.toThrow("Conflict: The order pending can't be withdrawn");
    await expect(update('pending', { quantity: 4 })).rejects.toThrow("Conflict: The order pending can't be changed");
    expect(await system.api.send('query { listOrders(restaurantId: "Trattoria", limit: 100) { items { id } } }', {})).not.toMatchObject({
      listOrders: { items: expect.arrayContaining([{ id: 'pending' }]) },
    });
  });

  it('when it waits in the queue, then it can be read, changed and withdrawn, and the workflow respects both', async () => {
    const taking = await holdQueue();
    const changed = await postOrder(system.api, pizza('changed@example.com'));
    const withdrawn = await postOrder(system.api, pizza('withdrawn@example.com'));
    expect(await ordered(changed)).toMatchObject({ id: changed, orderStatus: 'PENDING', quantity: 6 });
    await update(changed, { quantity: 2 });
    await withdraw(withdrawn);
    await taking.goOn();
    expect(await system.ended(changed)).toBe('PAID');
    await system.aws.idle();
    expect(await ordered(changed)).toMatchObject({ quantity: 2, amountMinor: 2_400 });
    expect(await ordered(withdrawn)).toBeNull();
    expect(await workflowSteps(system.live, withdrawn)).toEqual(['RecordOrder', 'StartPayment', 'OrderWithdrawn']);
    expect([system.events(withdrawn), await system.mails('withdrawn@example.com')]).toEqual([[], []]);
  });

  it.each(['PAYING', 'PAID', 'FAILED', 'ON_HOLD'])('when it is %s, then both are refused, and nothing changes', async (status) => {
    await putOrder(`is-${status}`, status);
    const before = await system.stored(`is-${status}`);
    await expect(update(`is-${status}`, { quantity: 3 })).rejects.toThrow(`Conflict: The order is-${status} can't be changed`);
    await expect(withdraw(`is-${status}`)).rejects.toThrow(`Conflict: The order is-${status} can't be withdrawn`);
    expect(await system.stored(`is-${status}`)).toEqual(before);
  });

  it('when it does not exist, then both say so, and no partial order appears', async () => {
    await expect(update('nothing', { quantity: 3 })).rejects.toThrow('does not exist');
    await expect(withdraw('nothing')).rejects.toThrow('does not exist');
    expect(await system.stored('nothing')).toBeUndefined();
  });
});

describe('the orders of a restaurant', () => {
  it('when there are several pages, then each order is in one of them, the newest first', async () => {
    for (let minute = 10; minute < 17; minute += 1)
      await putOrder(`page-${minute}`, 'PAID', {
        restaurant_id: 'Paged',
        restaurant_status: 'Paged#PAID',
        placed_at: `2026-11-20T18:${minute}:00Z`,
      });
    const list =
      'query ($t: String) { listOrders(restaurantId: "Paged", status: PAID, limit: 3, nextToken: $t) { items { id } nextToken } }';
    const ids: string[][] = [];
    let t: string | null = null;
    do {
      const { listOrders } = (await system.api.send(list, { t })) as { listOrders: { items: { id: string }[]; nextToken: string | null } };
      ids.push(listOrders.items.map(({ id }) => id));
      t = listOrders.nextToken;
    } while (t !== null);
    expect(ids.flat()).toEqual(['page-16', 'page-15', 'page-14', 'page-13', 'page-12', 'page-11', 'page-10']);
    expect(ids[0]).toHaveLength(3);
  });
});

describe('bad input', () => {
  const post = 'mutation ($input: OrderInput!) { postOrder(input: $input) { id } }';
  const whole = pizza('bad@example.com');

  it.each([
    ['a quantity of 0', { ...whole, quantity: 0 }, 'The quantity must be from 1 to 100, but is 0.'],
    ['a negative quantity', { ...whole, quantity: -6 }, 'The quantity must be from 1 to 100, but is -6.'],
    ['a quantity of 1e9', { ...whole, quantity: 1e9 }, 'The quantity must be from 1 to 100, but is 1000000000.'],
    ['a quantity that is text', { ...whole, quantity: 'six' }, "Expected type 'Int' but was 'String'"],
    ['no quantity', { ...whole, quantity: undefined }, "Variable 'input' has coerced Null value for NonNull type 'Int!'"],
    ['a field that does not exist', { ...whole, colour: 'red' }, "a field that is not defined for input object type 'OrderInput'"],
    ['a blank name', { ...whole, name: '  ' }, 'The name of the dish must have 1 to 100 characters.'],
    ['a name of 400 KB', { ...whole, name: 'p'.repeat(400_000) }, 'The name of the dish must have 1 to 100 characters.'],
    ['a malformed mail address', { ...whole, clientEmail: 'guest' }, 'Unable to parse `guest` as a valid email'],
    ['an unknown restaurant', { ...whole, restaurantId: 'Nowhere' }, 'There is no restaurant Nowhere.'],
  ])('when an order has %s, then the error says so, and nothing is sent', async (_, input, message) => {
    const before = system.occurrences.filter((each) => each.kind === 'invocation' && each.functionName.endsWith('take-order')).length;
    await expect(system.api.send(post, { input })).rejects.toThrow(message);
    await system.aws.idle();
    expect(system.occurrences.filter((each) => each.kind === 'invocation' && each.functionName.endsWith('take-order'))).toHaveLength(
      before,
    );
  });

  it.each([
    ['is too deep', `query { __type(name: "Order") { ${'ofType { '.repeat(48)} name ${'} '.repeat(48)} } }`, /depth/],
    [
      'asks for one field a thousand times',
      `query { ${Array.from({ length: 1_000 }, (_, index) => `a${index}: getOrder(id: "x") { id }`).join(' ')} }`,
      /resolver|limit/i,
    ],
    ['is not GraphQL', 'query {', /syntax|Unable to parse/i],
  ])('when a query %s, then it is refused', async (_, query, message) => {
    await expect(system.api.send(query, {})).rejects.toThrow(message);
  });

  it('when the key of a guest is wrong, then calls and subscriptions are refused', async () => {
    const stranger = await ordersApi(system.live, 'da2-abcdefghijklmnopqrstuvwxyz');
    await expect(stranger.send('query { getOrder(id: "x") { id } }', {})).rejects.toThrow('UnauthorizedException');
    const subscribe = stranger.subscribe('subscription { onOrderUpdated(id: "x") { id } }', {}, () => undefined);
    await expect(subscribe).rejects.toThrow(/UnauthorizedException/);
  });

  it('when a guest calls the mutation of the service itself, then it is not authorized', async () => {
    const input = { id: 'x', name: 'Pizza', quantity: 1, restaurantId: 'Dominos', orderStatus: 'PAID' };
    const forge = 'mutation ($input: OrderUpdatedInput!) { orderUpdated(input: $input) { id } }';
    await expect(system.api.send(forge, { input })).rejects.toThrow('Unauthorized: Not Authorized to access orderUpdated on type Mutation');
  });
});
