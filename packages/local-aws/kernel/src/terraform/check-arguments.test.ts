import type { Resource } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { checkArguments } from './check-arguments.ts';
import type { TerraformType } from './terraform-type.ts';

const TYPE: TerraformType<never> = {
  honours: ['name', 'ttl.enabled', 'ttl.attribute_name', 'headers'],
  harmless: { billing_mode: 'nothing is billed' },
  deploy: () => undefined,
};
const table = (values: Resource['values']): Resource => ({
  stack: 'orders',
  type: 'aws_dynamodb_table',
  address: 'aws_dynamodb_table.orders',
  values,
  comment: {},
  directory: '/nowhere',
});

describe('the arguments of a resource', () => {
  it.each<readonly [string, Resource['values']]>([
    ['are honoured', { name: 'orders', ttl: { enabled: true, attribute_name: 'at' } }],
    ['are blocks in a list', { ttl: [{ enabled: true }] }],
    ['are below one that is honoured whole', { headers: { anything: 'x' } }],
    ['are harmless', { billing_mode: 'PAY_PER_REQUEST' }],
    ['are computed by the provider', { arn: 'a', id: 'b' }],
    ['are tags', { tags: { team: 'orders' } }],
    ['are null or an empty list, as in a plan', { stream_enabled: null, replica: [] }],
  ])('when they %s, then they pass', (_what, values) => {
    expect(() => checkArguments(table(values), TYPE)).not.toThrow();
  });

  it.each<readonly [string, Resource['values'], string]>([
    ['is not known', { stream_enabled: true }, 'the argument stream_enabled of aws_dynamodb_table'],
    ['is false, and not known', { stream_enabled: false }, 'the argument stream_enabled'],
    ['is not known within a block', { ttl: { enabled: true, zone: 'UTC' } }, 'the argument ttl.zone'],
    ['is not known within a list of blocks', { ttl: [{ enabled: true }, { zone: 'UTC' }] }, 'the argument ttl.zone'],
    ['is a block that is not known', { replica: [{ region: 'us-east-1' }] }, 'the argument replica'],
  ])('when one %s, then the start stops, and the error names it and the supported arguments', (_what, values, text) => {
    expect(() => checkArguments(table(values), TYPE)).toThrow(
      new RegExp(
        `^aws_dynamodb_table\\.orders: local-aws does not support ${text}.*It supports headers, name, ttl\\.attribute_name, ttl\\.enabled\\.$`,
      ),
    );
  });

  it('when several are not known, then all of them are named', () => {
    expect(() => checkArguments(table({ a: 1, b: 2 }), TYPE)).toThrow('does not support the arguments a, b of aws_dynamodb_table');
  });
});
