import type { Extensions, runtime, Util } from '@aws-appsync/utils';
import type * as dynamodb from '@aws-appsync/utils/dynamodb.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { noEffects } from './effects.ts';
import { runtimeModules, type utilities } from './runtime-modules.ts';
import { dynamodbModule } from './util/dynamodb-requests.ts';

type Members<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => unknown ? 'function' : keyof T[K] };
type Ours = ReturnType<typeof utilities>;

/** The package of AWS has types only: its functions exist in AppSync. */
describe('the modules of APPSYNC_JS', () => {
  it('when AWS declares a utility, then it is there, and there is no other', () => {
    expectTypeOf<Members<Ours>>().toEqualTypeOf<Members<Util>>();
  });

  it('when AWS declares an extension or a utility of the runtime, then it is there', () => {
    const host = { nowMs: () => 0, authType: '', fieldName: '', typeName: '', effects: noEffects() };
    const utils = runtimeModules(() => host)['@aws-appsync/utils'] as { readonly extensions: object; readonly runtime: object };
    const extensions: Readonly<Record<keyof Extensions, true>> = {
      ...{ setSubscriptionFilter: true, setSubscriptionInvalidationFilter: true, invalidateSubscriptions: true, evictFromApiCache: true },
    };
    const ofRuntime: Readonly<Record<keyof typeof runtime, true>> = { earlyReturn: true };
    expect(Object.keys(utils.extensions).sort()).toEqual(Object.keys(extensions).sort());
    expect(Object.keys(utils.runtime)).toEqual(Object.keys(ofRuntime));
  });

  it('when AWS declares a function of the module for DynamoDB, then it is there', () => {
    const ours: Readonly<Record<Exclude<keyof typeof dynamodb, 'default'>, unknown>> = dynamodbModule;
    expect(Object.keys(ours).length).toBeGreaterThan(10);
  });
});
