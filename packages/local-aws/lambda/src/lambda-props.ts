import type { Kernel, Ports } from '@plumbline/local-aws-kernel';

/** The context of the parts of Lambda. */
export interface LambdaProps extends Kernel {
  readonly ports: Ports;
  /** The folder for unpacked zips. */
  readonly codeDirectory: string;
  readonly concurrencyMax: number;
}
