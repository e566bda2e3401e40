/** How to fix an incompatibility, by its code. */
export const ADVICE = {
  'required-added': 'Make the property optional, or publish a new major version.',
  'required-removed': 'Keep the property required until no consumer of this major version is left, or publish a new major version.',
  'type-narrowed': 'Keep accepting the older type, add the narrower property under a new name, or publish a new major version.',
  'type-widened': 'Add the wider property under a new name, or publish a new major version.',
  'type-changed': 'Keep the property and add one of the new type under a new name, or publish a new major version.',
  nullability: 'Omit an optional property instead of writing null, or publish a new major version.',
  'enum-value-removed': 'Keep the value in the enum and stop writing it, or publish a new major version.',
  'enum-value-added': 'Move the consumers first by publishing a new major version, or carry the new value in a new optional property.',
  'bound-narrowed': 'Keep the older bound and check the narrower one in the producer, or publish a new major version.',
  'bound-widened': 'Keep writing within the older bound, or publish a new major version.',
  'format-changed': 'Keep the format and add a property with the new format under a new name, or publish a new major version.',
  'pattern-changed': 'Keep the pattern and add a property with the new pattern under a new name, or publish a new major version.',
  'additional-properties':
    'Leave objects open for consumers (no additionalProperties: false) and closed for producers, or publish a new major version.',
  'union-member-removed': 'Keep the alternative and stop writing it, or publish a new major version.',
  'union-member-added': 'Publish a separate event for the new alternative, or publish a new major version.',
  'unit-changed': 'Add a property with the new unit under a new name and keep this one, or publish a new major version.',
  'meaning-changed': 'Add a property with the new meaning under a new name and keep this one, or publish a new major version.',
  'not-comparable': 'Restore this part, or write it with simpler keywords. If consumers cannot accept it, publish a new major version.',
} as const satisfies Record<string, string>;
