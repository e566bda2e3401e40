import { measured } from '@plumbline/event-kit';
import { z } from 'zod';

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217, such as USD.');

/** An amount of money: cents for USD. */
export const minorUnits = (meaning: string) => measured(z.int().min(0), { unit: 'minor unit of currency', meaning });
