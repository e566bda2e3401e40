/** `order-accepted` of `OrderAccepted`. */
export const kebab = (text: string): string => text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

/** `OrderAccepted` of `order-accepted`. */
export const pascal = (text: string): string => text.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());

/** `orderAccepted` of `order-accepted`. */
export const camel = (text: string): string => pascal(text).replace(/^./, (letter) => letter.toLowerCase());

export const isKebab = (text: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
export const isPascal = (text: string): boolean => /^[A-Z][A-Za-z0-9]*$/.test(text);
