import type { z } from 'zod';
import type { EventExample } from '../event-contract.ts';

/** A command: an intent with one handler, which receives it from its queue. An event, in contrast, is a fact for any subscriber. */
export interface CommandContract<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** `Metadata.command_type`: an imperative in PascalCase, such as `PlaceOrder`. */
  readonly commandType: Type;
  /** `major.minor`. An additive change needs a new minor version, a breaking change a new major version. */
  readonly version: string;
  readonly summary: string;
  /** The team that handles it, in kebab-case. */
  readonly owner: string;
  readonly data: Data;
  /** Commands in wire format. Loading the contract validates them. */
  readonly examples: readonly EventExample[];
}
