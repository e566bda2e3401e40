import { isIP } from 'node:net';

/** The scalars of texts: https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */

/** `local-part@domain-part` of RFC 822. */
export const isAwsEmail = (text: string): boolean => text.length <= 320 && EMAIL.test(text) && !/\.\.|^\.|\.@/.test(text);

const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/;

/** "URLs must contain a schema and can't contain two forward slashes in the path part." */
export const isAwsUrl = (text: string): boolean => {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:./.test(text) || /\s/.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && !url.pathname.includes('//');
};

/** "Phone numbers can contain either spaces or hyphens to separate digit groups"; without a country code they are of the USA. */
export const isAwsPhone = (text: string): boolean => {
  if (!/^\+?\(?\d[\d ().-]{1,30}$/.test(text) || /[ ().-]{3}/.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return text.startsWith('+') ? digits >= 7 && digits <= 15 : digits === 10 || (digits === 11 && text.startsWith('1'));
};

/** IPv4 in quad-dotted notation or IPv6, with a CIDR block or without. */
export const isAwsIpAddress = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes('%')) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};
