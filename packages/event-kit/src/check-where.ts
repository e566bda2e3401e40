import { z } from 'zod';
import type { EventContract } from './event-contract.ts';
import { nearest } from './nearest.ts';
import { type Refuse, refusing } from './refuse.ts';
import type { Conditions } from './where.ts';

/** Rejects a `where` that no event of the contract can match, or that EventBridge would reject. The error names the correction. */
export const checkWhere = ({ eventType, data }: EventContract, alternatives: readonly Conditions[]): void => {
  const refuse = refusing(`on(${eventType})`);
  if (alternatives.length === 0) refuse('where is an empty list. Omit "where" to match every event.');
  for (const conditions of alternatives) checkObject([data], conditions, { path: [], mayBeMissing: false, refuse });
};

interface At {
  readonly path: readonly string[];
  /** Whether an event may omit the property, because one of its parents is optional. */
  readonly mayBeMissing: boolean;
  readonly refuse: Refuse;
}

const checkObject = (objects: readonly z.ZodObject[], conditions: Conditions, at: At): void => {
  const place = at.path.length === 0 ? 'where' : `where.${at.path.join('.')}`;
  if (Object.keys(conditions).length === 0) at.refuse(`${place} is empty. Omit it, or name a property.`);
  const known = objects.flatMap(({ shape }) => Object.keys(shape));
  for (const [name, asked] of Object.entries(conditions)) {
    const schemas = objects.flatMap(({ shape, def }) => shape[name] ?? def.catchall ?? []);
    if (schemas.length === 0) at.refuse(unknownText(place, name, known));
    checkProperty(schemas as readonly z.core.$ZodType[], asked, { ...at, path: [...at.path, name] });
  }
};

const unknownText = (place: string, name: string, known: readonly string[]): string => {
  const [first = '', ...rest] = name.split('.');
  if (rest.length > 0 && known.includes(first)) {
    const nested = rest.reduceRight((inner, part) => `{ ${part}: ${inner} }`, '[...]');
    return `${place} names "${name}". Write it nested: ${first}: ${nested}.`;
  }
  const meant = nearest(name, known);
  return `${place} names "${name}", which the event does not have. ${meant === undefined ? `It has ${known.join(', ')}.` : `Write ${meant}.`}`;
};

const checkProperty = (schemas: readonly z.core.$ZodType[], asked: unknown, at: At): void => {
  const members = schemas.map(membersOf);
  const merged: Members = {
    objects: members.flatMap(({ objects }) => objects),
    scalars: members.flatMap(({ scalars }) => scalars),
    isOpen: members.some(({ isOpen }) => isOpen),
    mayBeMissing: at.mayBeMissing || members.some(({ mayBeMissing }) => mayBeMissing),
  };
  const name = at.path.at(-1) ?? '';
  const place = `where.${at.path.join('.')}`;
  if (Array.isArray(asked)) checkList(merged, asked, place, at);
  else if (typeof asked !== 'object' || asked === null)
    at.refuse(`${place} is ${JSON.stringify(asked)}. Write a list: ${name}: [${JSON.stringify(asked)}].`);
  else if (merged.objects.length > 0) checkObject(merged.objects, asked as Conditions, { ...at, mayBeMissing: merged.mayBeMissing });
  else if (!merged.isOpen) at.refuse(`${place} is not an object. Write a list of values or conditions: ${name}: [...].`);
};

const checkList = (members: Members, asked: readonly unknown[], place: string, { path, refuse }: At): void => {
  const name = path.at(-1) ?? '';
  if (asked.length === 0) refuse(`${place} is an empty list, which no event matches. Omit it, or write a value.`);
  if (members.isOpen) return;
  if (members.scalars.length === 0) {
    const inside = members.objects.flatMap(({ shape }) => Object.keys(shape));
    refuse(`${place} is an object. Match its properties: ${name}: { ${inside[0] ?? '...'}: [...] }.`);
  }
  for (const one of asked) {
    if (isCondition(one)) checkCondition(members, one, place, refuse);
    else if (!members.scalars.some((schema) => z.safeParse(schema, one).success)) {
      refuse(`${place} is never ${JSON.stringify(one)}. ${valuesText(members)}`);
    }
  }
};

const checkCondition = ({ scalars, mayBeMissing }: Members, condition: Conditions, place: string, refuse: Refuse): void => {
  if ('exists' in condition) {
    if (!mayBeMissing) refuse(`${place} is in every event. Omit ${condition.exists === true ? 'present()' : 'absent()'}.`);
  } else if ('numeric' in condition) {
    if (scalars.every((schema) => NEVER_NUMBERS.has(schema._zod.def.type)))
      refuse(`${place} is not a number. Write a value, or startsWith(), endsWith(), anythingBut().`);
  } else if (scalars.every((schema) => NEVER_TEXTS.has(schema._zod.def.type))) {
    refuse(`${place} is not a string. Write a value, or for a number atLeast(), lessThan() and the like.`);
  }
};

const isCondition = (one: unknown): one is Conditions => typeof one === 'object' && one !== null;

const valuesText = ({ scalars }: Members): string => {
  const values = scalars.flatMap((schema) => (schema instanceof z.ZodEnum ? schema.options : []));
  return values.length === 0
    ? 'Write a value that its schema allows.'
    : `It is ${values.map((value) => JSON.stringify(value)).join(' or ')}.`;
};

/** The possible values of a property: objects, and scalars that EventBridge can compare. */
interface Members {
  readonly objects: readonly z.ZodObject[];
  readonly scalars: readonly z.core.$ZodType[];
  /** Whether it may have values that the schema does not describe. */
  readonly isOpen: boolean;
  readonly mayBeMissing: boolean;
}

const NONE: Members = { objects: [], scalars: [], isOpen: false, mayBeMissing: false };

const membersOf = (schema: z.core.$ZodType): Members => {
  if (schema instanceof z.ZodOptional) return { ...membersOf(schema.def.innerType), mayBeMissing: true };
  if (schema instanceof z.ZodNullable) {
    const inner = membersOf(schema.def.innerType);
    return { ...inner, scalars: [...inner.scalars, z.null()], mayBeMissing: inner.mayBeMissing || inner.objects.length > 0 };
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodReadonly) return membersOf(schema.def.innerType);
  if (schema instanceof z.ZodObject) return { ...NONE, objects: [schema] };
  if (schema instanceof z.ZodArray) return { ...membersOf(schema.def.element), mayBeMissing: true };
  if (schema instanceof z.ZodUnion) {
    const options = schema.def.options.map(membersOf);
    return {
      objects: options.flatMap(({ objects }) => objects),
      scalars: options.flatMap(({ scalars }) => scalars),
      isOpen: options.some(({ isOpen }) => isOpen),
      mayBeMissing: options.some(({ mayBeMissing }) => mayBeMissing),
    };
  }
  return COMPARED.has(schema._zod.def.type) ? { ...NONE, scalars: [schema] } : { ...NONE, isOpen: true };
};

/** Schemas of values that EventBridge compares. A pipe is one with a transformation. */
const COMPARED: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'null', 'enum', 'literal', 'pipe', 'template_literal']);
const NEVER_NUMBERS: ReadonlySet<string> = new Set(['string', 'boolean', 'null', 'enum', 'template_literal']);
const NEVER_TEXTS: ReadonlySet<string> = new Set(['number', 'boolean', 'null']);
