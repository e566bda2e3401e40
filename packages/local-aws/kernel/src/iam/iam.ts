import { randomBytes } from 'node:crypto';
import type { Permission, PolicyDocument } from '@plumbline/iam-policy';
import { evaluate, type Verdict } from '@plumbline/iam-policy';
import { type Account, arnOf } from '../account.ts';
import { AwsError } from '../aws-error.ts';
import type { Signature, SignedRequest } from '../endpoint/signature.ts';
import { signatureIsValid } from '../endpoint/signature.ts';
import { signingKeys } from '../endpoint/signing-keys.ts';
import type { Principal } from './principal.ts';

/** Temporary credentials of a role, in the form that a function receives in its environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The local IAM and STS: roles with their policies, and the credentials issued for them. */
export interface Iam {
  putRole(roleArn: string, trust: PolicyDocument): void;
  /** Adds a policy to a role, or replaces the one with the same name. */
  putRolePolicy(roleArn: string, name: string, policy: PolicyDocument): void;
  /** Issues credentials that identify requests as the role's. `sessionName` is the function's name, as on AWS. */
  assumeRole(roleArn: string, sessionName: string): { readonly principal: Principal; readonly credentials: Credentials };
  /** The role as a caller, without credentials: for AWS services that act with it. */
  principalOf(roleArn: string, sessionName: string): Principal;
  /** Whether `servicePrincipal` (such as `events.amazonaws.com`) may assume the role on behalf of `sourceArn`. */
  trusts(roleArn: string, servicePrincipal: string, sourceArn: string): boolean;
  /** @param options.strict refuses unknown credentials instead of treating them as the operator's. */
  callerOf(request: SignedRequest, signature: Signature | undefined, options: { readonly strict: boolean }): Principal;
  /** Throws AccessDeniedException unless the principal's identity policies allow it. */
  authorize(principal: Principal, permission: Permission): void;
  /** The verdict of the principal's identity policies, before any resource policy is evaluated. */
  verdict(principal: Principal, permission: Permission): Verdict;
  /** The reason for a denial, or `undefined` when the call is allowed. Never throws. */
  refusal(principal: Principal, permission: Permission): string | undefined;
}

/** The operator's credentials whose signature can be checked; any others are trusted. */
export const OPERATOR_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

interface Role {
  readonly trust: PolicyDocument;
  readonly policies: Map<string, PolicyDocument>;
}

interface Session {
  readonly principal: Principal;
  readonly credentials: Credentials;
}

export const openIam = (account: Account): Iam => {
  const roles = new Map<string, Role>();
  const sessions = new Map<string, Session>();

  const principalOf: Iam['principalOf'] = (roleArn, sessionName) => {
    const roleName = roleArn.split('/').at(-1) ?? roleArn;
    return {
      kind: 'role',
      roleArn,
      sessionArn: arnOf(account, 'sts', `assumed-role/${roleName}/${sessionName}`),
    };
  };

  const verdictOn: Iam['verdict'] = (principal, permission) => {
    if (principal.kind === 'operator') return 'allowed';
    return principal.kind === 'role' ? evaluate(roles.get(principal.roleArn)?.policies.values() ?? [], permission) : 'implicitDeny';
  };

  const refusal: Iam['refusal'] = (principal, permission) => {
    if (principal.kind === 'operator') return undefined;
    if (principal.kind === 'anonymous')
      return `Anonymous callers may not perform: ${permission.action} on resource: ${permission.resource}`;
    const verdict = verdictOn(principal, permission);
    if (verdict === 'allowed') return undefined;
    const why =
      verdict === 'explicitDeny'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${permission.action} action`;
    return `User: ${principal.sessionArn} is not authorized to perform: ${permission.action} on resource: ${permission.resource} ${why}`;
  };

  return {
    putRole(roleArn, trust) {
      roles.set(roleArn, { trust, policies: roles.get(roleArn)?.policies ?? new Map() });
    },
    putRolePolicy(roleArn, name, policy) {
      const role = roles.get(roleArn);
      if (role === undefined) throw new AwsError('NoSuchEntity', `The role ${roleArn} cannot be found.`, { status: 404 });
      role.policies.set(name, policy);
    },
    principalOf,
    assumeRole(roleArn, sessionName) {
      const credentials = {
        accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(48).toString('base64'),
      };
      const principal = principalOf(roleArn, sessionName);
      sessions.set(credentials.accessKeyId, { principal, credentials });
      return { principal, credentials };
    },
    trusts(roleArn, servicePrincipal, sourceArn) {
      const trust = roles.get(roleArn)?.trust;
      const conditionKeys = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': account.accountId };
      const permission = { action: 'sts:AssumeRole', resource: roleArn, conditionKeys };
      return trust !== undefined && evaluate([trust], permission, { type: 'Service', id: servicePrincipal }) === 'allowed';
    },
    callerOf: authenticator(sessions),
    verdict: verdictOn,
    refusal,
    authorize(principal, permission) {
      const reason = refusal(principal, permission);
      if (reason !== undefined) throw new AwsError('AccessDeniedException', reason, { status: 400 });
    },
  };
};

const authenticator = (sessions: ReadonlyMap<string, Session>): Iam['callerOf'] => {
  const keys = signingKeys();
  return (request, signature, { strict }) => {
    if (signature === undefined) return { kind: 'anonymous' };
    const session = sessions.get(signature.accessKeyId);
    if (session === undefined && signature.accessKeyId !== OPERATOR_CREDENTIALS.accessKeyId) {
      if (!strict) return { kind: 'operator' };
      throw invalidToken();
    }
    if (session !== undefined && tokenOf(request) !== session.credentials.sessionToken) throw invalidToken();
    const secret = session?.credentials.secretAccessKey ?? OPERATOR_CREDENTIALS.secretAccessKey;
    // The operator's services accept any credentials, so a signature with another secret is not a reason to refuse.
    if ((session !== undefined || strict) && !signatureIsValid(request, signature, secret, keys)) throw signatureMismatch();
    return session?.principal ?? { kind: 'operator' };
  };
};

const tokenOf = ({ headers, rawQuery }: SignedRequest): string | undefined =>
  headers['x-amz-security-token'] ?? new URLSearchParams(rawQuery).get('X-Amz-Security-Token') ?? undefined;

const invalidToken = (): AwsError =>
  new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', { status: 403 });

const signatureMismatch = (): AwsError =>
  new AwsError(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    { status: 403 },
  );
