/** `1` of `1.4`. */
export const majorOf = (version: string): string => version.slice(0, version.indexOf('.'));
