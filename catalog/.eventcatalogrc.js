// Read by @eventcatalog/linter 1.1.1, which takes named exports only: `export default` would be ignored without a word.
export const rules = {
  // While two majors are published side by side, the producer sends the deprecated one, too.
  'versions/no-deprecated-references': 'off',
};

export const overrides = [
  // EventCatalog's users have no summary.
  { files: ['users/*'], rules: { 'best-practices/summary-required': 'off' } },
];
