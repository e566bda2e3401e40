import type { Account, Observer, Store } from '@plumbline/local-aws-kernel';
import { openSettings, type Settings } from '@plumbline/local-aws-kernel';
import type { AsyncConfig } from './async-config.ts';
import type { EventSourceMappings } from './event-source-mappings.ts';
import { openResourcePolicies, type ResourcePolicies } from './resource-policies.ts';

export interface StoredAsyncConfig {
  readonly config: AsyncConfig;
  readonly modifiedMs: number;
}

/** The settings of functions beyond their definitions, by name. */
export interface FunctionSettings {
  /** Reserved concurrency. */
  readonly concurrency: Settings<number>;
  readonly asyncConfigs: Settings<StoredAsyncConfig>;
  readonly policies: ResourcePolicies;
  /** Drops the settings that the API created in an earlier run for functions that no longer exist. */
  dropOrphans(exists: (functionName: string) => boolean, mappings: EventSourceMappings, observe: Observer): void;
}

export const openFunctionSettings = (store: Store, account: Account): FunctionSettings => {
  const concurrency = openSettings<number>(store, 'concurrency');
  const asyncConfigs = openSettings<StoredAsyncConfig>(store, 'async-config');
  const policies = openResourcePolicies(store, account);
  return {
    concurrency,
    asyncConfigs,
    policies,
    dropOrphans(exists, mappings, observe) {
      const drop = <T>(what: string, settings: Settings<T>, functionOf: (key: string, value: T | undefined) => string): void => {
        for (const key of settings.made()) {
          const functionName = functionOf(key, settings.get(key));
          if (exists(functionName)) continue;
          settings.remove(key);
          observe({
            kind: 'warning',
            message: `The function ${functionName} no longer exists; ${what} that the API created for it is dropped.`,
          });
        }
      };
      drop('the reserved concurrency', concurrency, (name) => name);
      drop('the event invoke configuration', asyncConfigs, (name) => name);
      drop('a permission', policies.settings, (_key, permission) => permission?.functionName ?? '');
      drop('an event source mapping', mappings.settings, (_uuid, stored) => stored?.mapping.functionArn ?? '');
    },
  };
};
