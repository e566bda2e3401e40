import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';

/** A value of Terraform's in msgpack, or in JSON where it comes from a state file. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** An object of Terraform's: it has every attribute and block of its schema, null for those that are not set. */
export type Values = Readonly<Record<string, unknown>>;

class Unknown {
  readonly description = 'known after apply';
}

/** Stands for a value that is known after apply only. An instance of a class, since msgpack's extensions take objects only. */
export const UNKNOWN: object = new Unknown();

/** The extension types by which cty marks an unknown value: plain, and with what is known about it. We keep no such refinements. */
const PLAIN = 0;
const REFINED = 12;

const CODEC = new ExtensionCodec();
CODEC.register({ type: PLAIN, encode: (value) => (value instanceof Unknown ? Uint8Array.of(0) : null), decode: () => UNKNOWN });
CODEC.register({ type: REFINED, encode: () => null, decode: () => UNKNOWN });

/** Null for an object that does not exist: before its creation, and after its destruction. */
export const decodeValue = ({ msgpack, json }: DynamicValue): Values | null => {
  if (msgpack !== undefined && msgpack.length > 0) return decode(msgpack, { extensionCodec: CODEC }) as Values | null;
  return json !== undefined && json.length > 0 ? (JSON.parse(Buffer.from(json).toString('utf8')) as Values | null) : null;
};

export const encodeValue = (value: Values | null): DynamicValue => ({ msgpack: encode(value, { extensionCodec: CODEC }) });
