import type { Kernel, Ports } from '@plumbline/local-aws-kernel';

/** What the parts of Lambda work with. */
export interface LambdaProps extends Kernel {
  readonly ports: Ports;
  /** Where zips are unpacked. */
  readonly codeDirectory: string;
  readonly concurrencyMax: number;
}
