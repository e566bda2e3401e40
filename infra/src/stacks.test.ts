import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Resource } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { synthesize } from '../test/synth.ts';

const dev = await synthesize();
const prod = await synthesize({ PLUMBLINE_ENVIRONMENT: 'prod' });

const functionCount = dev.ofType('aws_lambda_function').length;
const text = (resource: Resource, name: string): string => String(resource.values[name]);
const json = (resource: Resource, name: string) => JSON.parse(text(resource, name)) as Record<string, unknown>;
const policies = (role: string): string =>
  dev
    .ofType('aws_iam_role_policy')
    .filter((policy) => text(policy, 'role') === role)
    .map((policy) => text(policy, 'policy'))
    .join();

/** The bytes of a folder, by relative path. */
const treeOf = (root: string): ReadonlyMap<string, string> => {
  const files = readdirSync(root, { recursive: true }).map((name) => join(root, String(name)));
  const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map(files.filter((path) => statSync(path).isFile()).map((path) => [relative(root, path), hash(path)]));
};

describe('synth', () => {
  it('when it is done twice, then the bytes are the same, bundles included', async () => {
    const again = await synthesize();
    expect(treeOf(again.directory)).toEqual(treeOf(dev.directory));
    expect([...treeOf(dev.directory).keys()].filter((name) => name.endsWith('.zip'))).toHaveLength(functionCount);
  });

  it('when stacks are read one by one, then none refers to another: a team deploys alone', () => {
    for (const { data } of dev.stacks) expect(Object.keys(data).sort()).toEqual(['aws_caller_identity', 'aws_partition']);
  });

  it('when references are followed, then only the variables of workspaces are left, and in dev none', () => {
    expect(dev.unresolved).toEqual([]);
    for (const message of prod.unresolved) expect(message).toContain("can't be resolved: the variable has no default.");
    expect(prod.unresolved.map((message) => /var\.(\w+)/.exec(message)?.[1]).sort()).toEqual(['book_supplier_key', 'book_supplier_url']);
  });

  it('when no organisation is configured, then state is local; else each stack has its HCP Terraform workspace', async () => {
    const backend = (directory: string, stack: string) =>
      (JSON.parse(readFileSync(join(directory, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as { terraform: Record<string, unknown> })
        .terraform;
    expect(backend(dev.directory, 'orders')).toHaveProperty('backend.local');
    const hcp = await synthesize({ PLUMBLINE_HCP_ORGANIZATION: 'acme', PLUMBLINE_HCP_PROJECT: 'shop' });
    expect(backend(hcp.directory, 'orders').cloud).toEqual({ organization: 'acme', workspaces: { name: 'orders-dev', project: 'shop' } });
    expect(backend(hcp.directory, 'platform').cloud).toEqual({
      organization: 'acme',
      workspaces: { name: 'platform-dev', project: 'shop' },
    });
  });

  it('when the environment is unknown, then the error lists the known ones', async () => {
    await expect(synthesize({ PLUMBLINE_ENVIRONMENT: 'stage' })).rejects.toThrow('Use one of dev, prod');
  });
});

describe('rules', () => {
  const pattern = (name: string) =>
    json(
      dev.ofType('aws_cloudwatch_event_rule').find((rule) => text(rule, 'name') === `plumbline-dev-${name}`) as Resource,
      'event_pattern',
    );
  const version = { event_version: [{ prefix: '1.' }] };

  it.each([
    ['new-order-on-new-order', { 'detail-type': ['new-order'], detail: { Metadata: { event_type: ['OrderCreated'], ...version } } }],
    [
      'arrange-delivery-on-order-accepted',
      {
        'detail-type': ['order-accepted'],
        detail: { Metadata: { event_type: ['OrderAccepted'], ...version }, Data: { service_info: ['self_delivery'] } },
      },
    ],
    [
      'capture-payment-on-order-accepted',
      {
        'detail-type': ['order-accepted'],
        detail: { Metadata: { event_type: ['OrderAccepted'], ...version }, Data: { service_info: ['delivery', 'pick_up'] } },
      },
    ],
  ])('%s is the original rule, for one major version', (name, expected) => {
    expect(pattern(name)).toEqual(expected);
  });

  it.each(dev.ofType('aws_cloudwatch_event_target').map((target) => [text(target, 'rule'), target] as const))(
    '%s retries for 24 hours and then dead-letters to a queue that lets it in and has an alarm',
    (ruleName, target) => {
      expect(target.values.retry_policy).toEqual({ maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 });
      const queueArn = (target.values.dead_letter_config as { arn: string }).arn;
      const queue = dev.ofType('aws_sqs_queue').find((one) => text(one, 'arn') === queueArn) as Resource;
      const rule = dev.ofType('aws_cloudwatch_event_rule').find((one) => text(one, 'name') === ruleName) as Resource;
      const policy = dev.ofType('aws_sqs_queue_policy').find((one) => text(one, 'queue_url') === text(queue, 'url')) as Resource;
      expect(text(policy, 'policy')).toContain(`"${text(rule, 'arn')}"`);
      expect(alarmed('QueueName')).toContain(text(queue, 'name'));
    },
  );

  it('rule names are within EventBridge’s 64 characters, in every environment', () => {
    for (const { ofType } of [dev, prod]) {
      for (const rule of ofType('aws_cloudwatch_event_rule')) expect(text(rule, 'name').length).toBeLessThanOrEqual(64);
    }
  });
});

const alarmed = (dimension: string): readonly string[] =>
  dev.ofType('aws_cloudwatch_metric_alarm').flatMap((alarm) => (alarm.values.dimensions as Record<string, string>)[dimension] ?? []);

describe('functions', () => {
  const functions = dev.ofType('aws_lambda_function').map((fn) => [text(fn, 'function_name'), fn] as const);

  it.each(functions)('%s runs nodejs24.x on arm64, traced, with its own logs that expire', (name, fn) => {
    expect(fn.values).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      tracing_config: { mode: 'Active' },
      logging_config: { log_group: `/aws/lambda/${name}` },
    });
    const logs = dev.ofType('aws_cloudwatch_log_group').find((group) => text(group, 'name') === `/aws/lambda/${name}`);
    expect(logs?.values.retention_in_days).toBe(14);
  });

  it.each(functions)('%s keeps what failed for good in a queue with an alarm, and has alarms itself', (name) => {
    const config = dev.ofType('aws_lambda_function_event_invoke_config').find((one) => text(one, 'function_name') === name) as Resource;
    const queueArn = (config.values.destination_config as { on_failure: { destination: string } }).on_failure.destination;
    const queue = dev.ofType('aws_sqs_queue').find((one) => text(one, 'arn') === queueArn) as Resource;
    expect(alarmed('QueueName')).toContain(text(queue, 'name'));
    expect(policies(`${name}-role`)).toContain(queueArn);
    expect(alarmed('FunctionName').filter((one) => one === name)).toHaveLength(2);
  });

  it.each([
    ['s3-notification', ['plumbline.intake'], ['new-order']],
    ['new-order', ['plumbline.orders'], ['order-accepted']],
    ['arrange-delivery', ['plumbline.delivery'], ['order-delivery-arranged']],
    ['capture-payment', ['plumbline.payments'], ['payment-captured', 'payment-failed']],
  ])('%s may publish its own events and no others', (name, sources, detailTypes) => {
    const condition = {
      'ForAllValues:StringEquals': { 'events:source': sources, 'events:detail-type': detailTypes },
      Null: { 'events:source': 'false', 'events:detail-type': 'false' },
    };
    expect(policies(`plumbline-dev-${name}-role`)).toContain(`"Condition":${JSON.stringify(condition)}`);
  });

  it('record-event publishes nothing, so it may publish nothing', () => {
    expect(policies('plumbline-dev-record-event-role')).not.toContain('events:PutEvents');
  });

  it('no role allows every action, and only calls without resources are allowed on every resource', () => {
    for (const role of dev.ofType('aws_iam_role_policy')) {
      const { Statement } = json(role, 'policy') as { Statement: { Action: string | string[]; Resource: string | string[] }[] };
      for (const { Action, Resource } of Statement) {
        expect([Action].flat().some((action) => action.includes('*'))).toBe(false);
        if ([Resource].flat().includes('*')) expect([Action].flat().join()).toMatch(/^((xray|logs):|dynamodb:ListStreams$)/);
      }
    }
  });

  it.each(dev.ofType('aws_lambda_permission').map((one) => [text(one, 'function_name'), one] as const))(
    '%s may be invoked on behalf of one source only',
    (_, permission) => {
      expect(text(permission, 'source_arn')).toMatch(
        /^arn:aws:(events:eu-west-1:123456789012:rule\/plumbline-dev\/|execute-api:eu-west-1:123456789012:)/,
      );
    },
  );

  it('the statements of a function’s policy have ids of their own, without which AWS refuses all but the first', () => {
    const ids = dev.ofType('aws_lambda_permission').map((one) => `${text(one, 'function_name')} ${text(one, 'statement_id')}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id.split(' ')[1]).toMatch(/^[A-Za-z0-9_-]{1,100}$/);
  });

  it('a queue’s visibility timeout is six times its function’s timeout', () => {
    const mapping = dev.ofType('aws_lambda_event_source_mapping')[0] as Resource;
    const queue = dev.ofType('aws_sqs_queue').find((one) => text(one, 'arn') === text(mapping, 'event_source_arn')) as Resource;
    const fn = dev.ofType('aws_lambda_function').find((one) => text(one, 'arn') === text(mapping, 'function_name')) as Resource;
    expect(Number(queue.values.visibility_timeout_seconds)).toBe(6 * Number(fn.values.timeout));
    expect(mapping.values.function_response_types).toEqual(['ReportBatchItemFailures']);
  });
});

describe('what others can know of a stack', () => {
  it('every function that may publish says in its tags which versions', () => {
    for (const fn of dev.ofType('aws_lambda_function')) {
      const byPipe = dev.ofType('aws_pipes_pipe').some((pipe) => pipe.values.enrichment === fn.values.arn);
      const mayPublish = byPipe || policies(text(fn, 'role').split('/').at(-1) ?? '').includes('events:PutEvents');
      expect(fn.values.tags, text(fn, 'function_name')).toEqual(
        mayPublish ? { publishes: expect.stringMatching(/^\w+:\d+\.\d+( \w+:\d+\.\d+)*$/) } : {},
      );
    }
  });

  it('every stack names its owner and its purpose', () => {
    for (const { name, outputs } of dev.stacks) {
      const domain = name === 'platform' ? {} : { domain: expect.stringMatching(/^(ordering|restaurants|stores)$/) };
      expect(outputs?.service).toEqual({ name, ...domain, team: expect.stringMatching(/-team$/), summary: expect.stringMatching(/\.$/) });
    }
  });

  it('every event that a team owns and publishes is in the schema registry, as a whole event', () => {
    const accepted = dev.ofType('aws_schemas_schema').find((one) => text(one, 'name') === 'plumbline.orders@OrderAccepted-v1') as Resource;
    expect(accepted.values).toMatchObject({ registry_name: 'plumbline-dev', type: 'OpenApi3' });
    expect(json(accepted, 'content')).toMatchObject({
      openapi: '3.0.0',
      components: { schemas: { AWSEvent: { 'x-amazon-events-detail-type': 'order-accepted' } } },
    });
    // https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html
    for (const schema of dev.ofType('aws_schemas_schema')) expect(text(schema, 'content').length).toBeLessThanOrEqual(100_000);
    expect(dev.ofType('aws_schemas_registry').map((one) => text(one, 'name'))).toEqual(['plumbline-dev']);
  });
});

describe('data', () => {
  const bucketOf = (bucket: string) => (type: string) =>
    (dev.ofType(type).find(({ values }) => values.bucket === bucket) as Resource).values;

  it.each([
    ['orders-log', 365],
    ['claims', 44],
  ])('the bucket %s is private, encrypted, TLS only, versioned, and expires after %i days', (name, days) => {
    const one = bucketOf(`plumbline-dev-${name}-123456789012`);
    expect(one('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(one('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    expect(one('aws_s3_bucket_policy').policy).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}}');
    expect(one('aws_s3_bucket_versioning').versioning_configuration).toEqual({ status: 'Enabled' });
    expect(one('aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
      { expiration: [{ days }], abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] },
    ]);
  });

  it('the bucket of orders notifies the default bus, and the bucket of large events does not', () => {
    expect(dev.ofType('aws_s3_bucket_notification').map(({ values }) => [values.bucket, values.eventbridge])).toEqual([
      ['plumbline-dev-orders-log-123456789012', true],
    ]);
  });

  it('the data of large events outlives the archive and the dead-letter queues, in every environment', () => {
    for (const { ofType } of [dev, prod]) {
      const archiveDays = Number(ofType('aws_cloudwatch_event_archive')[0]?.values.retention_days);
      const lifecycle = ofType('aws_s3_bucket_lifecycle_configuration').find(({ values }) =>
        String(values.bucket).includes('-claims-'),
      ) as Resource;
      const [rule] = lifecycle.values.rule as unknown as readonly { readonly expiration: readonly { readonly days: number }[] }[];
      expect(rule?.expiration[0]?.days).toBe(archiveDays + 14);
    }
  });

  it.each([
    ['new-order', ['OrderAccepted'], ['OrderCreated']],
    ['record-event', [], ['OrderCreated', 'OrderAccepted', 'OrderDeliveryArranged', 'PaymentCaptured', 'PaymentFailed']],
  ])('%s may write the large data of its published events, and read that of its consumed events', (name, written, read) => {
    const objects = (types: readonly string[]) => types.map((type) => `arn:aws:s3:::plumbline-dev-claims-123456789012/${type}/*`);
    const statements = [
      ...(written.length === 0 ? [] : [{ Effect: 'Allow', Action: 's3:PutObject', Resource: objects(written) }]),
      { Effect: 'Allow', Action: 's3:GetObject', Resource: objects(read) },
    ];
    expect(policies(`plumbline-dev-${name}-role`)).toContain(JSON.stringify(statements).slice(1, -1));
  });

  it.each(dev.ofType('aws_dynamodb_table').map((table) => [text(table, 'name'), table] as const))(
    '%s is billed by request and can be restored to a point in time',
    (_, table) => {
      expect(table.values).toMatchObject({
        billing_mode: 'PAY_PER_REQUEST',
        point_in_time_recovery: { enabled: true },
        deletion_protection_enabled: false,
      });
    },
  );

  it('in prod, tables are protected from deletion, and logs and events are kept longer', () => {
    for (const table of prod.ofType('aws_dynamodb_table')) expect(table.values.deletion_protection_enabled).toBe(true);
    expect(prod.ofType('aws_cloudwatch_event_archive')[0]?.values.retention_days).toBe(365);
    expect(prod.ofType('aws_cloudwatch_log_group')[0]?.values.retention_in_days).toBe(90);
  });
});

describe('the way of an object', () => {
  it('the endpoint is signed, traced, logged, and open to one role that EventBridge assumes for one rule', () => {
    const one = (type: string) => (dev.ofType(type)[0] as Resource).values;
    expect(one('aws_api_gateway_method').authorization).toBe('AWS_IAM');
    expect(one('aws_api_gateway_stage').xray_tracing_enabled).toBe(true);
    expect(one('aws_api_gateway_stage').access_log_settings).toMatchObject({
      destination_arn: expect.stringContaining('/aws/apigateway/'),
    });
    const target = dev.ofType('aws_cloudwatch_event_target').find((each) => text(each, 'rule').endsWith('on-object-created')) as Resource;
    const role = dev.ofType('aws_iam_role').find((each) => text(each, 'arn') === text(target, 'role_arn')) as Resource;
    const rule = dev.ofType('aws_cloudwatch_event_rule').find((each) => text(each, 'name') === text(target, 'rule')) as Resource;
    expect(text(role, 'assume_role_policy')).toContain(`"aws:SourceArn":"${text(rule, 'arn')}"`);
    expect(policies(text(role, 'name'))).toContain(`"Action":"execute-api:Invoke","Resource":"${text(target, 'arn')}"`);
    expect(one('aws_api_gateway_rest_api_policy').policy).toContain(`"Principal":{"AWS":"${text(role, 'arn')}"}`);
    expect(text(rule, 'event_bus_name')).toBe('default');
  });
});
