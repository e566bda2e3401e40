import { checkName, checkOptions, refusing, repeated } from '../refuse.ts';
import type { FunctionManifest } from './define-function.ts';
import { WORKFLOW_NAME_LENGTH_MAX } from './deployed-length.ts';
import { environmentVariable, type Grant, type Resource } from './resource.ts';

/** A Step Functions state machine of type STANDARD, traced and logged, with its own role. */
export interface Workflow extends Resource {
  readonly kind: 'workflow';
  readonly summary: string;
  /**
   * The file with its definition in Amazon States Language. `${functions.<name>}`, `${tables.<name>}`, `${topics.<name>}`,
   * `${queues.<name>}` and `${mail-senders.<name>}` stand for the ARN of a function, the name of a table, the ARN of a topic, the URL of a
   * queue, and the address of a mail sender that the workflow may use.
   */
  readonly definition: URL;
  /** Functions that its tasks invoke. */
  readonly invokes: readonly FunctionManifest[];
  readonly uses: readonly Grant[];
}

type Declaration = Pick<Workflow, 'name' | 'summary' | 'definition'> & Partial<Pick<Workflow, 'invokes' | 'uses'>>;

/**
 * Declares a workflow.
 *
 * @throws EventKitError `INVALID_DECLARATION`
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 * @example
 * ```ts
 * const processOrder = defineWorkflow({
 *   name: 'process-order', summary: 'Takes the payment of one order.',
 *   definition: new URL('./process-order/process-order.asl.json', import.meta.url), invokes: [takePayment],
 * });
 * ```
 */
export const defineWorkflow = (declaration: Declaration): Workflow => {
  const { name, summary, definition, invokes = [], uses = [] } = declaration;
  const refuse = refusing(`Workflow ${name}`);
  checkOptions(refuse, declaration, ['name', 'summary', 'definition', 'invokes', 'uses']);
  checkName(refuse, 'name', name, WORKFLOW_NAME_LENGTH_MAX);
  if (!definition.pathname.endsWith('.asl.json'))
    refuse(`its definition is ${definition.pathname}. Write it in Amazon States Language, into a file whose name ends in .asl.json.`);
  for (const fn of invokes) {
    if (fn.task !== true)
      refuse(`it invokes the function ${fn.name}, which is not a task. Add task: true to the function, in place of its other trigger.`);
  }
  for (const { resource } of repeated(uses, (grant) => grant.resource))
    refuse(`it has two grants for ${resource.name}. Write one may() with all actions.`);
  return { name, summary, definition, invokes, uses, kind: 'workflow', environmentVariable: environmentVariable(name, 'WORKFLOW_ARN') };
};
