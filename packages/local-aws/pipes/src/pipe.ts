import type { PipeShape } from './pipe-shape.ts';

/** A pipe with its state. */
export interface Pipe {
  readonly arn: string;
  readonly shape: PipeShape;
  readonly state: 'RUNNING' | 'STOPPED';
  readonly createdMs: number;
  readonly modifiedMs: number;
}
