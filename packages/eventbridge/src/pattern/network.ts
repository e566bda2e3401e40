import { ipAddressBits, looksLikeIpAddress } from './ip-address.ts';
import { patternError } from './pattern-error.ts';

const V4_MASK_MAX = 31;
const V6_MASK_MAX = 127;
const INTEGER_MAX = 2 ** 31 - 1;

/**
 * The bits that all addresses of a CIDR block begin with. Bits behind the mask may be set; a block of a single address
 * (`/32`, `/128`) is rejected, as EventBridge rejects it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-ip-matching
 */
export const networkBits = (cidr: string): string => {
  // Java's split drops empty parts at the end, so a trailing slash has no effect.
  const [address = '', mask, ...rest] = cidr.replace(/\/+$/, '').split('/');
  if (mask === undefined || rest.length > 0) throw patternError("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask) || Math.abs(Number(mask)) > INTEGER_MAX) throw patternError('Malformed CIDR, mask bits must be an integer');
  const length = Number(mask);
  if (length < 0) throw patternError('Malformed CIDR, mask bits must not be negative');
  const bits = ipAddressBits(address);
  if (bits === undefined) throw patternError(`${looksLikeIpAddress(address) ? 'Invalid' : 'Nonstandard'} IP address: ${address}`);
  if (bits.startsWith('4') && length > V4_MASK_MAX) throw patternError('IPv4 mask bits must be < 32');
  if (length > V6_MASK_MAX) throw patternError('IPv6 mask bits must be < 128');
  return bits.slice(0, length + 1);
};
