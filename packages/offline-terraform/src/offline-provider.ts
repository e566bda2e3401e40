import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import { OfflineTerraformError } from './errors.ts';
import { PROVIDERS } from './provider-bindings.ts';
import { providerSchemas } from './provider-schemas.ts';
import { providerService } from './provider-service.ts';
import type { ProviderSchemas } from './schema.ts';
import { stackTypes } from './stack-types.ts';

/**
 * A provider that is being served. Dispose of it after Terraform's end only: go-plugin takes a closed port for a provider that hangs,
 * and kills this process.
 */
export interface OfflineProvider extends AsyncDisposable {
  /** The value of `TF_REATTACH_PROVIDERS` by which Terraform uses this process as the providers of the stacks. */
  readonly reattach: string;
}

/**
 * Serves the schemas of everything that the stacks in these folders use, each provider on a port of this machine.
 *
 * Terraform must run as a child that is waited for asynchronously: this process answers it meanwhile.
 *
 * @example
 * await using provider = await startOfflineProvider(['infra/cdktf.out/stacks/orders']);
 * spawn('terraform', ['validate'], { env: { ...process.env, TF_REATTACH_PROVIDERS: provider.reattach } });
 */
export const startOfflineProvider = async (stackDirectories: readonly string[]): Promise<OfflineProvider> => {
  const types = await stackTypes(stackDirectories);
  const used = PROVIDERS.filter(({ name }) => [...types.resources, ...types.data].some((type) => type.startsWith(`${name}_`)));
  const servers = await Promise.all(used.map(async (bindings) => ({ bindings, ...(await serve(await providerSchemas(types, bindings))) })));
  return {
    reattach: JSON.stringify(Object.fromEntries(servers.map(({ bindings, port }) => [bindings.source, reattachment(port)]))),
    // Terraform has exited by now, but its open connection would block a graceful shutdown.
    [Symbol.asyncDispose]: async () => {
      for (const { server } of servers) server.forceShutdown();
    },
  };
};

const serve = async (schemas: ProviderSchemas): Promise<{ readonly server: Server; readonly port: number }> => {
  // Messages have no limit: a plan holds whole policies and dashboards.
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  server.addService(await protocol(), providerService(schemas));
  return { server, port: await listen(server) };
};

const protocol = async (): Promise<ServiceDefinition> => {
  const definition = await load(fileURLToPath(new URL('./tfplugin5.proto', import.meta.url)), {
    keepCase: true,
    longs: Number,
    enums: String,
    defaults: true,
  });
  return definition['tfplugin5.Provider'] as ServiceDefinition;
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (cause, port) => {
      if (cause === null) resolve(port);
      else reject(new OfflineTerraformError('NOT_STARTED', `The offline provider can't listen on 127.0.0.1: ${cause.message}`, { cause }));
    });
  });

/** `Test` marks a provider that another process owns, so that Terraform does not stop it. */
const reattachment = (port: number): object => ({
  Protocol: 'grpc',
  ProtocolVersion: 5,
  Pid: process.pid,
  Test: true,
  Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
});
