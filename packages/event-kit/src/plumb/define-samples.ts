import type { EventContract } from '../event-contract.ts';
import type { LiveSystem } from './live-system.ts';

/** Sample input that `npm start` sends into a new system, to show how it works. */
export interface Samples {
  /** A description for the terminal: `3 sample orders`. */
  readonly summary: string;
  /** The message when every result is as expected. */
  readonly wentWell: string;
  put(at: LiveSystem): Promise<PutSamples>;
}

export interface PutSamples {
  readonly samples: readonly Sample[];
  /** The events that announce the samples to the system. Each must be delivered once. */
  readonly inputs: { readonly count: number; readonly isOne: (detail: unknown) => boolean };
  /** Further problems. Called repeatedly until the list is empty. */
  problems(at: LiveSystem): Promise<readonly string[]>;
  /** Further output, line by line. */
  show(at: LiveSystem): Promise<readonly string[]>;
}

/** A single sample. */
export interface Sample {
  /** The kind of sample: `order`. The checks for that kind inspect it. */
  readonly about: string;
  readonly id: string;
  /** Such as `delivery order 47bd6709`. */
  readonly name: string;
  readonly title: string;
  /** The first event, and its data for the rules. */
  readonly begins: { readonly event: EventContract; readonly data: Readonly<Record<string, string>> };
  /** Events that it could cause but must not. */
  readonly never: readonly EventContract[];
  /** Whether an event with this data belongs to the sample. */
  readonly isAbout: (data: Readonly<Record<string, unknown>>) => boolean;
}

/** How a service that receives samples through events checks them. */
export interface SampleCheck {
  /** The kind of samples: `order`. */
  readonly about: string;
  /** Opens a view of the samples. */
  open(at: LiveSystem): Promise<SampleView>;
}

export interface SampleView {
  /** The problems of a sample. @param events the sorted types of the events that it should have caused */
  problems(sample: Pick<Sample, 'id' | 'name'>, events: readonly string[]): Promise<readonly string[]>;
  /** The result of the sample, line by line. */
  show(sample: Pick<Sample, 'id'>): Promise<readonly string[]>;
}

/** Declares samples. `plumb` finds them in the service's `src/commands.ts`. */
export const defineSamples = (samples: Samples): Samples => samples;

/** Declares a check of other services' samples. `plumb` finds it in the service's `src/commands.ts`. */
export const defineSampleCheck = (check: SampleCheck): SampleCheck => check;
