import type { Consumption } from '@plumbline/topology';
import { code } from './markdown.ts';

/** What a rule asks of the data, such as `service_info` is `self_delivery`. */
export const condition = ({ rule }: Pick<Consumption, 'rule'>): string => {
  const asked = dataConditions(rule).map(([name, values]) => `${code(name)} is ${values.map(code).join(' or ')}`);
  return asked.length === 0 ? '' : ` where ${asked.join(' and ')}`;
};

/** The properties of the data that a rule's pattern names, with the values it takes, where these are plain. */
export const dataConditions = ({ pattern }: Consumption['rule']): readonly (readonly [name: string, values: readonly string[]])[] => {
  const detail = pattern?.detail;
  const data = isRecord(detail) ? detail.Data : undefined;
  if (!isRecord(data)) return [];
  return Object.entries(data).flatMap(([name, values]) =>
    Array.isArray(values) && values.every((value) => typeof value === 'string') ? [[name, values as readonly string[]] as const] : [],
  );
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
