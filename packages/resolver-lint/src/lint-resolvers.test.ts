import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { lintResolvers } from './lint-resolvers.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
// In this workspace, so that @aws-appsync/utils is found, and where no other tool looks.
const ignored = join(import.meta.dirname, '../.plumbline');
mkdirSync(ignored, { recursive: true });
const planted = mkdtempSync(join(ignored, 'planted-'));
afterAll(() => rmSync(planted, { recursive: true }));

const lintCode = async (body: string): Promise<readonly string[]> => {
  const file = join(planted, 'resolver.ts');
  writeFileSync(file, `import { type Context, util } from '@aws-appsync/utils';\n${body}\n`);
  return lintResolvers(planted, [file]);
};

describe('the resolvers of the services', () => {
  const files = globSync('services/*/src/*/schema.graphql', { cwd: ROOT })
    .flatMap((schema) => globSync(`${dirname(schema)}/**/*.ts`, { cwd: ROOT }))
    .filter((file) => !file.endsWith('.test.ts'));

  it('are all found', () => {
    expect(files).toContain('services/restaurant-orders/src/restaurant-orders-api/query-get-order.ts');
  });

  it('and the helpers of event-kit for them, have no finding', async () => {
    const all = [...files, 'packages/event-kit/src/graphql/send-command.ts'].map((file) => join(ROOT, file));
    expect(await lintResolvers(ROOT, all)).toEqual([]);
  });
});

describe('when a resolver has what the APPSYNC_JS runtime does not know, then it is a finding', () => {
  it.each([
    ['an async function', 'export const request = async (ctx: Context) => ctx.args;', 'no-async'],
    ['a try', 'export const request = (ctx: Context) => { try { return ctx.args; } catch { return {}; } };', 'no-try'],
    ['a for', 'export const request = (ctx: Context) => { for (let i = 0; i < 3; i += 1) ctx.stash.i = i; return {}; };', 'no-for'],
    ['a while', 'export const request = (ctx: Context) => { while (ctx.args.id) ctx.stash.i = 1; return {}; };', 'no-while'],
    ['a class', 'class Order {}\nexport const request = () => new Order();', 'no-classes'],
    ['a regular expression', "export const request = (ctx: Context) => ctx.args.name.replace(/x/, '');", 'no-regex'],
    ['recursion', 'const f = (n: number): number => (n < 1 ? 0 : f(n - 1));\nexport const request = () => f(3);', 'no-recursion'],
    ['a promise', 'export const request = () => new Promise(() => {});', 'no-promise'],
    ['this', 'export function request() { return this; }', 'no-this'],
    ['a generator', 'export function* request() { yield 1; }', 'no-generators'],
    ['++', 'export const request = () => { let i = 0; i++; return { i }; };', 'no-disallowed-unary-operators'],
    ['in', "export const request = (ctx: Context) => ({ has: 'id' in ctx.args });", 'no-in-operator'],
  ])('%s', async (_, body, rule) => {
    expect((await lintCode(body)).join('\n')).toContain(`(@aws-appsync/${rule})`);
  });

  it('and a resolver without any has none', async () => {
    expect(await lintCode('export const request = (ctx: Context) => ({ payload: util.toJson ? ctx.args : {} });')).toEqual([]);
  });
});
