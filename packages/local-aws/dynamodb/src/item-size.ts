import type { AttributeValue, Item } from './attribute-value.ts';

/** The largest item, attribute names included: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const ITEM_BYTES_MAX = 400 * 1024;

/** The size of a list or map without its members. */
const DOCUMENT_BYTES = 3;

/**
 * The size by which DynamoDB limits and bills an item.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemSize = (item: Item): number => {
  let bytes = 0;
  for (const name in item) bytes += Buffer.byteLength(name) + valueSize(item[name] as AttributeValue);
  return bytes;
};

const valueSize = (value: AttributeValue): number => {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('M' in value) return DOCUMENT_BYTES + Object.keys(value.M).length + itemSize(value.M);
  if ('L' in value) return value.L.reduce((bytes, member) => bytes + 1 + valueSize(member), DOCUMENT_BYTES);
  if ('SS' in value) return value.SS.reduce((bytes, member) => bytes + Buffer.byteLength(member), 0);
  if ('NS' in value) return value.NS.reduce((bytes, member) => bytes + numberSize(member), 0);
  if ('BS' in value) return value.BS.reduce((bytes, member) => bytes + Buffer.byteLength(member, 'base64'), 0);
  return 1;
};

/** About one byte for two significant digits, one more for the exponent, one more for a minus sign. */
const numberSize = (text: string): number => {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
  return digits === 0 ? 1 : Math.ceil(digits / 2) + (text.startsWith('-') ? 2 : 1);
};
