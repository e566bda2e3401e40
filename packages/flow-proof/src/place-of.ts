/** The place of a declaration, as `stack/type.name`. */
export const placeOf = ({ stack, address }: { readonly stack: string; readonly address: string }): string => `${stack}/${address}`;
