import { comparableNumber } from './comparable-number.ts';
import { caseFold } from './ignore-case.ts';
import { ipAddressBits } from './ip-address.ts';

/** An element of an array that contains a leaf. Two elements of one array exclude each other. */
export interface ArrayElement {
  /** The identity of the array. */
  readonly array: object;
  /** The element of the next outer array. */
  readonly outer: ArrayElement | undefined;
}

/** A scalar of an event: a string's content, or a number, `true`, `false` or `null` in its original spelling. */
export class Leaf {
  readonly isString: boolean;
  readonly text: string;
  readonly element: ArrayElement | undefined;
  #number: number | undefined | null = null;
  #folded: string | undefined;
  #address: string | undefined | null = null;

  constructor(isString: boolean, text: string, element: ArrayElement | undefined) {
    this.isString = isString;
    this.text = text;
    this.element = element;
  }

  /** The double that a number is compared by; undefined for any other value. */
  get number(): number | undefined {
    if (this.#number === null) this.#number = !this.isString && NUMBER.test(this.text) ? comparableNumber(this.text) : undefined;
    return this.#number;
  }

  /** A string without its case. */
  get folded(): string {
    this.#folded ??= caseFold(this.text);
    return this.#folded;
  }

  /** The address that a string spells. */
  get address(): string | undefined {
    if (this.#address === null) this.#address = this.isString ? ipAddressBits(this.text) : undefined;
    return this.#address;
  }
}

const NUMBER = /^[-0-9]/;
