import { AwsError } from './aws-error.ts';
import { callAs } from './endpoint/call-as.ts';
import type { Iam } from './iam/iam.ts';
import type { Offers, Ports } from './ports.ts';
import type { OpenService } from './service-module.ts';
import { callTarget } from './targets/call-target.ts';
import type { TargetCall, TargetOutcome, TargetPort } from './targets/target.ts';

/** Connects the ports that services provide with those that they use. Each call looks the port up, because a service may open after its users. */
export const openPorts = (iam: Iam, services: ReadonlyMap<string, OpenService>): Ports => {
  const found = new Map<keyof Offers, unknown>();
  const offered = <K extends keyof Offers>(part: K): Offers[K] => {
    if (!found.has(part)) {
      for (const { offers } of services.values()) if (offers?.[part] !== undefined) found.set(part, offers[part]);
    }
    return found.get(part) as Offers[K];
  };
  /** The third part of an ARN names its service. */
  const targetOf = (arn: string): TargetPort | undefined => services.get(arn.split(':')[2] ?? '')?.offers?.target;
  const call = (given: TargetCall): TargetOutcome | Promise<TargetOutcome> => callTarget(targetOf(given.arn), iam, given);

  return {
    emit: (event) => offered('emit')?.(event),
    log: (group, stream, lines) => offered('log')?.(group, stream, lines),
    trace: (segment) => offered('trace')?.(segment),
    functions: {
      exists: (arn) => offered('functions')?.exists(arn) ?? false,
      permits: (arn, principal, sourceArn) => offered('functions')?.permits(arn, principal, sourceArn) ?? false,
      invoke: (arn, event, options) => given('functions', offered('functions')).invoke(arn, event, options),
    },
    queues: {
      exists: (arn) => offered('queues')?.exists(arn) ?? false,
      receive: (arn, options) => given('queues', offered('queues')).receive(arn, options),
      remove: (arn, receiptHandle) => given('queues', offered('queues')).remove(arn, receiptHandle),
      changeVisibility: (arn, receiptHandle, seconds) => given('queues', offered('queues')).changeVisibility(arn, receiptHandle, seconds),
      visibilitySeconds: (arn) => given('queues', offered('queues')).visibilitySeconds(arn),
      onVisible: (arn, run) => given('queues', offered('queues')).onVisible(arn, run),
    },
    streams: {
      exists: (arn) => offered('streams')?.exists(arn) ?? false,
      shardId: (arn) => given('streams', offered('streams')).shardId(arn),
      read: (arn, options) => given('streams', offered('streams')).read(arn, options),
      latest: (arn) => given('streams', offered('streams')).latest(arn),
      onRecord: (arn, run) => given('streams', offered('streams')).onRecord(arn, run),
    },
    userPools: { verify: async (userPoolId, token) => given('user pools', offered('userPools')).verify(userPoolId, token) },
    mail: { deliver: (mail) => offered('mail')?.deliver(mail) },
    callTarget: async (given) => call(given),
    callTargetNow(given) {
      if (targetOf(given.arn)?.atOnce(given.arn) === false) return undefined;
      const outcome = call(given);
      if (outcome instanceof Promise)
        throw new Error(`The target ${given.arn} declares that it accepts calls synchronously, but returned a promise.`);
      return outcome;
    },
    needsRole: (arn) => targetOf(arn)?.hasPolicy(arn) === false,
    permissionsFor: (given) => targetOf(given.arn)?.permissions(given) ?? [],
    callService: async (name, roleCall) => callAs(iam, given(name, services.get(name)?.service), roleCall),
  };
};

const given = <T>(what: string, part: T | undefined): T => {
  if (part !== undefined) return part;
  throw new AwsError(
    'ServiceUnavailable',
    `This local-aws runs without ${what}. Add the service to the list of services that it starts with.`,
    {
      status: 503,
    },
  );
};
