/** What to do about an incompatibility, by its code. */
export const ADVICE = {
  'required-added': 'Make the property optional, or publish a new major.',
  'required-removed': 'Keep the property required until no consumer of this major is left, or publish a new major.',
  'type-narrowed': 'Keep taking the older type, give the narrower property a new name, or publish a new major.',
  'type-widened': 'Give the wider property a new name, or publish a new major.',
  'type-changed': 'Keep the property as it is and add one of the new type under a new name, or publish a new major.',
  nullability: 'Leave the property out instead of writing null where it is optional, or publish a new major.',
  'enum-value-removed': 'Keep the value in the enum and stop writing it, or publish a new major.',
  'enum-value-added': 'Move the consumers first by publishing a new major, or carry the new value in a new optional property.',
  'bound-narrowed': 'Keep the older bound and check the narrower one where events are made, or publish a new major.',
  'bound-widened': 'Keep writing within the older bound, or publish a new major.',
  'format-changed': 'Keep the format and add a property with the new one under a new name, or publish a new major.',
  'pattern-changed': 'Keep the pattern and add a property with the new one under a new name, or publish a new major.',
  'additional-properties':
    'Leave objects open for consumers (no additionalProperties: false) and closed for producers, or publish a new major.',
  'union-member-removed': 'Keep the alternative and stop writing it, or publish a new major.',
  'union-member-added': 'Publish an event of its own for the new alternative, or publish a new major.',
  'unit-changed': 'Add a property with the new unit under a new name and keep this one, or publish a new major.',
  'meaning-changed': 'Add a property with the new meaning under a new name and keep this one, or publish a new major.',
  'not-comparable': 'Write this part as it was, or in simpler keywords. If consumers really cannot take it, publish a new major.',
} as const satisfies Record<string, string>;
