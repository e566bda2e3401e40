import type { Account } from '@plumbline/local-aws-kernel';
import { arnOf } from '@plumbline/local-aws-kernel';
import type { Pipe } from '../pipe.ts';
import type { PipeShape } from '../pipe-shape.ts';

/** The context of the operations. */
export interface PipesContext {
  readonly account: Account;
  list(): readonly Pipe[];
  find(name: string): Pipe | undefined;
  /** Throws NotFoundException. */
  get(name: string): Pipe;
  /** Creates or changes a pipe over the API. Throws AwsError when AWS would reject it. */
  put(shape: PipeShape): Pipe;
  setState(pipe: Pipe, state: Pipe['state']): Pipe;
  remove(pipe: Pipe): void;
}

export const PIPE_PATH = /^\/v1\/pipes\/([^/]+)$/;

export const pipeArn = ({ account }: PipesContext, name: string): string => arnOf(account, 'pipes', `pipe/${name}`);

/** The answer of the operations that change a pipe, with the state that AWS passes through. */
export const changed = ({ arn, shape, state, createdMs, modifiedMs }: Pipe, CurrentState: string): object => ({
  Arn: arn,
  Name: shape.Name,
  DesiredState: state,
  CurrentState,
  CreationTime: createdMs / 1_000,
  LastModifiedTime: modifiedMs / 1_000,
});
