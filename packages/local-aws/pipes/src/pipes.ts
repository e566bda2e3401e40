import {
  AwsError,
  type AwsService,
  arnOf,
  type Kernel,
  type Offers,
  openSettings,
  openStreamPositions,
  PIPES,
  type Ports,
} from '@plumbline/local-aws-kernel';
import { serviceOf } from './batch-limits.ts';
import { checkPipe, validation } from './check-pipe.ts';
import { pipeNotFound } from './errors.ts';
import type { PipesContext } from './operations/pipes-context.ts';
import type { Pipe } from './pipe.ts';
import type { PipeShape } from './pipe-shape.ts';
import { pipesService } from './pipes-service.ts';
import { runningPipes } from './running-pipes.ts';
import { positionName } from './sources/read-stream.ts';

/** The local EventBridge Pipes. */
export interface Pipes {
  readonly service: AwsService;
  readonly offers: Offers;
  /** Deploys a pipe from Terraform. Throws AwsError when AWS would reject it. Its role, source, enrichment and target must exist. */
  declarePipe(shape: PipeShape): void;
  start(): void;
  drain(): Promise<void>;
}

export const openPipes = (kernel: Kernel, ports: Ports): Pipes => {
  const { store, clock, account, iam, observe } = kernel;
  const settings = openSettings<Pipe>(store, 'pipe');
  const positions = openStreamPositions(store);
  const running = runningPipes();
  let started = false;

  const fit = (pipe: Pipe): void => {
    if (!started) return;
    if (pipe.state === 'STOPPED') running.stop(pipe.shape.Name);
    else running.start({ ...kernel, ports, positions, pipe });
  };
  /** Throws AwsError when AWS would reject it. */
  const made = (shape: PipeShape, before: Pipe | undefined): Pipe => {
    checkPipe(shape);
    const arn = arnOf(account, 'pipes', `pipe/${shape.Name}`);
    if (!iam.trusts(shape.RoleArn ?? '', PIPES, arn))
      throw validation(`The role ${shape.RoleArn} cannot be assumed by EventBridge Pipes for the pipe ${arn}.`);
    checkEnds(ports, shape);
    const state = shape.DesiredState === 'STOPPED' ? 'STOPPED' : 'RUNNING';
    return { arn, shape, state, createdMs: before?.createdMs ?? clock.now(), modifiedMs: clock.now() };
  };
  const context: PipesContext = {
    account,
    list: () => settings.entries().map(([, pipe]) => pipe),
    find: settings.get,
    get(name) {
      const pipe = settings.get(name);
      if (pipe === undefined) throw pipeNotFound(name);
      return pipe;
    },
    put(shape) {
      const pipe = made(shape, settings.get(shape.Name));
      settings.change(shape.Name, pipe);
      fit(pipe);
      return pipe;
    },
    setState({ shape: { Name } }, state) {
      const pipe = { ...context.get(Name), state, modifiedMs: clock.now() };
      settings.change(Name, pipe);
      fit(pipe);
      return pipe;
    },
    remove(pipe) {
      settings.remove(pipe.shape.Name);
      running.stop(pipe.shape.Name);
      positions.remove(positionName(pipe));
    },
  };

  return {
    service: pipesService(context),
    offers: {
      work: {
        get busy() {
          return running.busy;
        },
        idle: running.idle,
      },
    },
    declarePipe(shape) {
      const pipe = made(shape, settings.get(shape.Name));
      settings.declare(shape.Name, pipe);
      fit(pipe);
    },
    start() {
      started = true;
      for (const pipe of context.list()) {
        try {
          fit(pipe);
        } catch (error) {
          // A pipe of the API whose surroundings have changed must not prevent the start.
          if (!(error instanceof AwsError)) throw error;
          observe({ kind: 'warning', message: `The pipe ${pipe.shape.Name} does not run: ${error.message}` });
        }
      }
    },
    async drain() {
      started = false;
      await running.stopAll();
    },
  };
};

/** AWS rejects a pipe whose source does not exist. */
const checkEnds = (ports: Ports, { Source = '' }: PipeShape): void => {
  const exists = serviceOf(Source) === 'sqs' ? ports.queues.exists(Source) : ports.streams.exists(Source);
  if (!exists) throw validation(`The source ${Source} does not exist.`);
};
