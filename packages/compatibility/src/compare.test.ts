import { describe, expect, it } from 'vitest';
import { CHANGES } from '../test/changes.ts';
import { compare, type Incompatibility } from './index.ts';

const verdict = (found: readonly Incompatibility[]): string =>
  found.length === 0 ? 'ok' : found.map(({ code, path }) => `${code} ${path}`).join(', ');

describe.each(Object.entries(CHANGES))('%s', (_, changes) => {
  it.each(changes)('when $name, then backward: $backward, forward: $forward', ({ older, newer, backward, forward }) => {
    const found = compare(older, newer);
    expect({ backward: verdict(found.backward), forward: verdict(found.forward) }).toEqual({ backward, forward });
  });
});
