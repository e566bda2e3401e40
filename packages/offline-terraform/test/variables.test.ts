import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentFrom, plumblineApp } from '@plumbline/infra';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandResult, offlineTerraform } from '../src/index.ts';
import { describeOffline } from './describe-with-terraform.ts';

const STACK = 'store-sales';
const GIVEN = { book_supplier_url: 'https://books.example/orders', book_supplier_key: 'not-to-be-shown' };

interface Planned {
  readonly resource_changes: readonly {
    readonly type: string;
    readonly change: { readonly after: Readonly<Record<string, unknown>>; readonly after_sensitive: Readonly<Record<string, unknown>> };
  }[];
}

/** Terraform breaks lines and frames them. */
const words = ({ stdout, stderr }: CommandResult): string => `${stdout}${stderr}`.replace(/[\s│╷╵]+/g, ' ');

describeOffline('a stack that calls an address outside of AWS, in prod', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'plumbline-variables-'));
    plumblineApp(environmentFrom({ PLUMBLINE_ENVIRONMENT: 'prod' }), directory).synth();
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const over = async (given: Readonly<Record<string, string>>) => {
    const terraform = await offlineTerraform(join(directory, 'stacks', STACK), given);
    expect((await terraform.init()).code).toBe(0);
    return terraform;
  };

  it.each([
    ['neither is given', {}, ['book_supplier_url', 'book_supplier_key']],
    ['its URL is not given', { book_supplier_key: GIVEN.book_supplier_key }, ['book_supplier_url']],
    ['its key is not given', { book_supplier_url: GIVEN.book_supplier_url }, ['book_supplier_key']],
  ])('when %s, then nothing is planned, and what is missing is named', async (_, given, missing) => {
    await using terraform = await over(given);
    const { code, stdout } = await terraform.validate();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true });
    const planned = await terraform.plan();
    expect(planned.code).toBe(1);
    const named = [...words(planned).matchAll(/The root module input variable "(\w+)" is not set, and has no default value/g)];
    expect(named.map(([, name]) => name).sort()).toEqual([...missing].sort());
  });

  it('when both are given, then it is applied with them, and the key is shown nowhere', async () => {
    await using terraform = await over(GIVEN);
    const planned = await terraform.plan();
    expect(planned.code, words(planned)).toBe(0);
    const { resource_changes } = JSON.parse((await terraform.show()).stdout) as Planned;
    const change = (type: string) => resource_changes.find((one) => one.type === type)?.change;
    expect(change('aws_cloudwatch_event_api_destination')?.after).toMatchObject({ invocation_endpoint: GIVEN.book_supplier_url });
    const connection = change('aws_cloudwatch_event_connection');
    expect(connection?.after).toMatchObject({ auth_parameters: [{ api_key: [{ key: 'x-api-key', value: GIVEN.book_supplier_key }] }] });
    expect(connection?.after_sensitive).toMatchObject({ auth_parameters: [{ api_key: [{ value: true }] }] });
    const applied = await terraform.apply();
    expect(applied.code, words(applied)).toBe(0);
    for (const result of [planned, applied]) expect(words(result)).not.toContain(GIVEN.book_supplier_key);
    expect((await terraform.detectDrift()).code).toBe(0);
  });
});
