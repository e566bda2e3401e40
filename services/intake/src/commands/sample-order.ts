import { readFileSync } from 'node:fs';
import { recognizeOrder } from '../s3-notification/recognize-order.ts';

const SAMPLES = new URL('../../samples/', import.meta.url);

/** A sample of the intake, as its channel sends it. */
export const sampleText = (name: string): string => readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8');

/** A sample order with another id. */
export const sampleOrder = (name: string, orderId: string): string => {
  const text = sampleText(name);
  const known = recognizeOrder(JSON.parse(text));
  if (known === undefined) throw new Error(`The sample ${name} is not an order.`);
  return text.replaceAll(known.orderId, orderId);
};
