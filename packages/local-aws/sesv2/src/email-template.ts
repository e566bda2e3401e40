import Handlebars from 'handlebars';
import { badRequest } from './errors.ts';

/** A template, in the form of the API. */
export interface EmailTemplate {
  readonly name: string;
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly createdMs: number;
}

export type TemplateContent = Pick<EmailTemplate, 'subject' | 'text' | 'html'>;

/** A mail's parts after the template data is filled in; or the reason why SES cannot fill them in. */
export type Rendered = { readonly subject: string; readonly text?: string; readonly html?: string } | { readonly failure: string };

/**
 * Fills a template. A missing attribute is a rendering failure: SES accepts the request, and then sends nothing. SES does not escape HTML.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
export const renderTemplate = ({ subject, text, html }: TemplateContent, data: object): Rendered => {
  try {
    return {
      subject: renderPart(subject, data),
      ...(text === undefined ? {} : { text: renderPart(text, data) }),
      ...(html === undefined ? {} : { html: renderPart(html, data) }),
    };
  } catch (error) {
    return { failure: (error as Error).message };
  }
};

/** Throws BadRequestException for a template that SES cannot parse. */
export const checkTemplate = ({ subject, text = '', html = '' }: TemplateContent): void => {
  for (const part of [subject, text, html]) {
    try {
      Handlebars.parse(part);
    } catch (error) {
      throw badRequest(`Invalid template: ${(error as Error).message}`);
    }
  }
};

/** Throws BadRequestException unless the data is a JSON object. */
export const readTemplateData = (text: string | undefined): Readonly<Record<string, unknown>> => {
  if (text === undefined || text === '') return {};
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  } catch {
    // Reported below, like any other text that is not an object.
  }
  throw badRequest('Template data is not a valid JSON object.');
};

const REQUIRED = 'plumbline-required';
/** https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html: nested attributes, conditions, lists, inline partials. */
const KNOWN_HELPERS = ['if', 'unless', 'each', 'with', 'lookup', REQUIRED];

const renderPart = (part: string, data: object): string => {
  const engine = Handlebars.create();
  engine.registerHelper(REQUIRED, (value: unknown, name: string) => {
    if (value === undefined || value === null) throw new Error(`Attribute '${name}' is not present in the rendering data.`);
    return value;
  });
  for (const name of Object.keys(engine.helpers)) if (!KNOWN_HELPERS.includes(name)) engine.unregisterHelper(name);
  const tree = engine.parse(part);
  new RequireAttributes().accept(tree);
  return engine.compile(tree, { noEscape: true })(data);
};

/** Turns `{{name}}` into a call of the helper that insists on a value. A condition may name a missing attribute. */
class RequireAttributes extends Handlebars.Visitor {
  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    const path = statement.path as hbs.AST.PathExpression;
    if (statement.params.length > 0 || path.type !== 'PathExpression' || path.data || path.original === 'this') return;
    const helper: hbs.AST.PathExpression = { ...path, original: REQUIRED, parts: [REQUIRED], depth: 0, data: false };
    const name = { type: 'StringLiteral', value: path.original, original: path.original, loc: path.loc } as hbs.AST.StringLiteral;
    Object.assign(statement, { path: helper, params: [path, name] });
  }
}
