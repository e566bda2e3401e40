/**
 * Preloaded (`node --import`), it makes every import of CDKTF one of CDK Terrain: what npm aliases would do, without a second install of
 * the repository.
 *
 * It works when it is imported, since that is all that a preloaded module can do.
 */
import { registerHooks } from 'node:module';

/** The package that takes the place of another. `constructs` is CDK Terrain's own version of it. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  cdktf: 'cdktn',
  '@cdktf/provider-aws': '@cdktn/provider-aws',
  constructs: 'constructs',
};

registerHooks({
  resolve(specifier, context, nextResolve) {
    const [, name = '', path = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
    const replacement = REPLACEMENTS[name];
    const resolved =
      replacement === undefined
        ? nextResolve(specifier, context)
        : nextResolve(`${replacement}${path}`, { ...context, parentURL: import.meta.url });
    if (/\/node_modules\/(cdktf|@cdktf)\//.test(resolved.url)) {
      throw new Error(`${specifier}, imported by ${context.parentURL}, is CDKTF's and has no replacement in ${import.meta.filename}.`);
    }
    return resolved;
  },
});
