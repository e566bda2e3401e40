import type { Json } from '../json.ts';

/** An execution and its expected outcome, as data. */
export interface Case {
  /** The rule, as a sentence. */
  readonly rule: string;
  /** The source: an AWS page, the specification, or a recording made on AWS. */
  readonly source: string;
  readonly definition: object;
  readonly input: Json;
  readonly output?: Json;
  readonly error?: string;
  /** Without the prefix that names the state. */
  readonly cause?: string;
  /** Why the community's validator rejects a definition that AWS accepts. @default it accepts it */
  readonly notForValidator?: string;
}

export const SPEC = 'https://states-language.net/spec.html';
export const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
/** Snapshots that an emulator's test suite recorded on AWS, github.com/localstack/localstack tests/aws/services/stepfunctions/v2. */
export const RECORDED = 'recorded on AWS';

/** A machine of one state, `S`. */
export const only = (state: object, more: object = {}): object => ({ StartAt: 'S', States: { S: state }, ...more });
/** A Pass state, alone. */
export const pass = (fields: object): object => only({ Type: 'Pass', End: true, ...fields });
/** A JSONata machine with a Pass state alone. */
export const jsonata = (fields: object): object => only({ Type: 'Pass', End: true, ...fields }, { QueryLanguage: 'JSONata' });
