import { randomBytes } from 'node:crypto';
import { type Account, arnOf, type Clock, openSettings, type Settings, type Store } from '@plumbline/local-aws-kernel';
import { type Address, readAddress } from './address.ts';
import { badRequest } from './errors.ts';

/** An address or a domain from which the account may send. */
export interface Identity {
  readonly name: string;
  readonly type: 'EMAIL_ADDRESS' | 'DOMAIN';
  readonly verified: boolean;
  /** The token of the link that verifies an address. */
  readonly token: string;
  readonly configurationSetName?: string | undefined;
  readonly tags: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly createdMs: number;
}

export interface Identities {
  readonly settings: Settings<Identity>;
  /** Throws BadRequestException for a name that is neither an address nor a domain. */
  identity(name: string, more: Pick<Identity, 'verified' | 'configurationSetName' | 'tags'>): Identity;
  get(name: string): Identity | undefined;
  /** The identity that an address belongs to: itself, without its label, or its domain; `undefined` if none is verified. */
  verifiedFor(address: Address): Identity | undefined;
  arn(name: string): string;
}

export const openIdentities = (store: Store, clock: Clock, account: Account): Identities => {
  const settings = openSettings<Identity>(store, 'ses.identity');
  const get = (name: string): Identity | undefined => settings.get(keyOf(name));
  return {
    settings,
    get,
    identity(name, more) {
      const type = name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN';
      if (type === 'EMAIL_ADDRESS') readAddress(name);
      else if (!/^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(name))
        throw badRequest(`Invalid domain name ${name}.`);
      return { name: keyOf(name), type, token: randomBytes(24).toString('hex'), createdMs: clock.now(), ...more };
    },
    verifiedFor: (address) =>
      candidates(address)
        .map(get)
        .find((identity) => identity?.verified === true),
    arn: (name) => arnOf(account, 'ses', `identity/${name}`),
  };
};

/** "Email addresses are case sensitive" in their local part only: https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html */
export const keyOf = (name: string): string => {
  const at = name.lastIndexOf('@');
  return at === -1 ? name.toLowerCase() : `${name.slice(0, at)}@${name.slice(at + 1).toLowerCase()}`;
};

/**
 * The most specific identity counts. A verified address includes its labels, `user+label@example.com`; a domain includes its subdomains.
 * @see https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
const candidates = ({ address, domain }: Address): readonly string[] => {
  const [local = ''] = address.split('@');
  const labels = domain.split('.');
  return [address, `${local.replace(/\+.*$/, '')}@${domain}`, ...labels.map((_, index) => labels.slice(index).join('.'))];
};
