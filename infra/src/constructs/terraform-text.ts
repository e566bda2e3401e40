/** Escapes text that Terraform would read as its own: `${` and `%{`. @see https://developer.hashicorp.com/terraform/language/expressions/strings */
export const terraformText = (text: string): string => text.replaceAll('${', '$${').replaceAll('%{', '%%{');

/**
 * Fills the placeholders `${kind.name}` of a text, and escapes the rest for Terraform.
 *
 * @param where the text's file, for errors
 * @throws Error for a placeholder that no value has
 */
export const filled = (text: string, values: Readonly<Record<string, string>>, where: string): string => {
  const parts = text.split(/\$\{([a-z-]+\.[a-z0-9-]+)\}/);
  return parts.map((part, index) => (index % 2 === 0 ? terraformText(part) : filling(part, values, where))).join('');
};

const filling = (name: string, values: Readonly<Record<string, string>>, where: string): string => {
  const value = values[name];
  if (value !== undefined) return value;
  const known = Object.keys(values).map((each) => `\${${each}}`);
  throw new Error(
    `${where} names \${${name}}, which its workflow may not use. ${known.length === 0 ? 'It may use nothing.' : `It may use ${known.join(', ')}.`}`,
  );
};
