import type { EventContract } from '../event-contract.ts';
import type { LiveSystem } from './live-system.ts';

/** What `npm start` gives a new system to do, so that a person sees how it works. */
export interface Samples {
  /** What is put, for a person: `3 sample orders`. */
  readonly summary: string;
  /** What is said when everything went as it should. */
  readonly wentWell: string;
  put(at: LiveSystem): Promise<PutSamples>;
}

export interface PutSamples {
  readonly samples: readonly Sample[];
  /** The events that tell the system of them: so many, each of which has to be delivered once. */
  readonly inputs: { readonly count: number; readonly isOne: (detail: unknown) => boolean };
  /** What else is not as it should be. It is asked again until it is nothing. */
  problems(at: LiveSystem): Promise<readonly string[]>;
  /** What else is worth seeing, line by line. */
  show(at: LiveSystem): Promise<readonly string[]>;
}

/** A single sample. */
export interface Sample {
  /** What it is: `order`. The checks of that name look at it. */
  readonly about: string;
  readonly id: string;
  /** Such as `delivery order 47bd6709`. */
  readonly name: string;
  readonly title: string;
  /** The event that it begins with, and what rules are told of its data. */
  readonly begins: { readonly event: EventContract; readonly data: Readonly<Record<string, string>> };
  /** Events that it could cause, and must not. */
  readonly never: readonly EventContract[];
  /** Whether an event with this data is about it. */
  readonly isAbout: (data: Readonly<Record<string, unknown>>) => boolean;
}

/** How a service that gets samples by events looks at them. */
export interface SampleCheck {
  /** Which samples: `order`. */
  readonly about: string;
  /** Opens what is needed to look at them. */
  open(at: LiveSystem): Promise<SampleView>;
}

export interface SampleView {
  /** What is not as it should be. @param events the types of the events that it should have caused, sorted */
  problems(sample: Pick<Sample, 'id' | 'name'>, events: readonly string[]): Promise<readonly string[]>;
  /** How it went, line by line. */
  show(sample: Pick<Sample, 'id'>): Promise<readonly string[]>;
}

/** Declares samples. `plumb` finds them in the service's `src/commands.ts`. */
export const defineSamples = (samples: Samples): Samples => samples;

/** Declares a check of others' samples. `plumb` finds it in the service's `src/commands.ts`. */
export const defineSampleCheck = (check: SampleCheck): SampleCheck => check;
