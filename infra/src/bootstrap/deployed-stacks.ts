import { PlumblineStack } from '../constructs/plumbline-stack.ts';
import type { Environment } from '../environment.ts';
import { plumblineApp } from '../plumbline-app.ts';
import { TerraformResource } from '../terraform.ts';

/** A stack that is deployed to an environment, as far as its workspace and its roles depend on it. */
export interface DeployedStack {
  readonly name: string;
  readonly team: string;
  readonly summary: string;
  /** The types of its resources, each once. */
  readonly types: ReadonlySet<string>;
}

/** Every stack of the app. Only plumbline-app.ts lists the stacks. */
export const deployedStacks = (environment: Environment): readonly DeployedStack[] =>
  plumblineApp(environment)
    .node.children.filter((child) => child instanceof PlumblineStack)
    .map(({ service: name, team, summary, node }) => ({
      name,
      team,
      summary,
      types: new Set(
        node
          .findAll()
          .filter((construct) => construct instanceof TerraformResource)
          .map(({ terraformResourceType }) => terraformResourceType),
      ),
    }));
