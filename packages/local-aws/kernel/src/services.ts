import type { Resource } from '@plumbline/topology';
import { type Endpoint, startEndpoint } from './endpoint/endpoint.ts';
import { callFaults } from './faults/call-faults.ts';
import { faultsService } from './faults/faults-service.ts';
import { type Kernel, type KernelProps, openKernel } from './kernel.ts';
import { openPorts } from './open-ports.ts';
import type { Ports } from './ports.ts';
import type { OpenService, ServiceModule } from './service-module.ts';
import { type DeployReport, deploy } from './terraform/deploy.ts';

/** The services to run, by the names under which the result has them. Services start in this order. */
export type ServiceModules = Readonly<Record<string, ServiceModule>>;

/** The services that the modules open. */
export type Opened<M extends ServiceModules> = { readonly [K in keyof M]: M[K] extends ServiceModule<infer S> ? S : never };

/** Services on one kernel, behind one endpoint. */
export interface Services<M extends ServiceModules> extends Kernel {
  readonly services: Opened<M>;
  readonly ports: Ports;
  /** Opens the endpoint; before that, no service can be called. Throws Error with code `EADDRINUSE` when the port is in use. */
  listen(port: number): Promise<Endpoint>;
  deploy(resources: readonly Resource[]): Promise<DeployReport>;
  /** Starts background work. Call it when all resources are deployed. */
  start(): void;
  /** Resolves when no work is running or due. */
  idle(): Promise<void>;
  /** Stops all services, after the requests and jobs in flight have ended. */
  stop(): Promise<void>;
}

export type ServicesProps = Omit<KernelProps, 'endpointUrl'>;

/**
 * Opens services.
 *
 * @example
 * ```ts
 * const { services, listen } = openServices({ dynamodb }, props);
 * ```
 */
export const openServices = <const M extends ServiceModules>(modules: M, props: ServicesProps): Services<M> => {
  let endpoint: Endpoint | undefined;
  const kernel = openKernel({ ...props, endpointUrl: () => endpoint?.url ?? '' });
  const { store, jobs, faults, iam } = kernel;
  const byName = new Map<string, OpenService>();
  const ports = openPorts(iam, byName);
  const open = Object.entries(modules).map(([key, module]) => {
    const service = module.open(kernel, ports);
    byName.set(module.name, service);
    return { key, module, service };
  });
  const work = () => open.flatMap(({ service }) => service.offers?.work ?? []);

  return {
    ...kernel,
    ports,
    services: Object.fromEntries(open.map(({ key, service }) => [key, service])) as Opened<M>,
    async listen(port) {
      const crash = (segmentId: string): void => {
        for (const { service } of open) service.offers?.crash?.(segmentId);
      };
      endpoint = await startEndpoint({
        port,
        services: [...open.flatMap(({ service }) => service.service ?? []), faultsService(faults)],
        iam,
        store,
        faulty: callFaults({ faults, crash }),
        onError: props.onError,
      });
      return endpoint;
    },
    deploy: (resources) => deploy(resources, open, kernel),
    start() {
      for (const { service } of open) service.start?.();
      jobs.start();
    },
    async idle() {
      // Batches from queues create jobs and jobs create batches, each one turn after the other is on disk.
      do {
        await Promise.all([jobs.idle(), ...work().map((one) => one.idle())]);
        await store.durable();
        await nextTurn();
      } while (jobs.busy || work().some(({ busy }) => busy));
    },
    async stop() {
      const drained = Promise.all(open.toReversed().map(({ service }) => service.drain?.()));
      const closed = endpoint?.close();
      const stopped = jobs.stop();
      await drained;
      await stopped;
      for (const { service } of open.toReversed()) service.stop?.();
      await closed;
      store.close();
    },
  };
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
