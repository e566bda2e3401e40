import type { Difference } from './differences.ts';

/** A difference that a switch to CDK Terrain makes on purpose, and that Terraform makes nothing of. */
interface Allowed {
  readonly file: RegExp;
  readonly path: string;
  readonly why: string;
}

const STACK = /^stacks\/[^/]+\/cdk\.tf\.json$/;

/** All allowed differences. Every other difference changes the deployment, or needs a review. */
export const ALLOWED_DIFFERENCES: readonly Allowed[] = [
  { file: /^manifest\.json$/, path: 'version', why: 'the version of the library that wrote it' },
  { file: STACK, path: '//.metadata.version', why: 'the version of the library that wrote it, in a comment' },
  {
    file: STACK,
    path: 'terraform.required_providers.aws.source',
    why: '"aws" is short for "hashicorp/aws": the state names registry.terraform.io/hashicorp/aws either way',
  },
  { file: STACK, path: 'terraform.required_providers.aws.version', why: "the provider's version that the bindings are of: newer" },
];

/** The differences that are not allowed. */
export const unexpected = (differences: readonly Difference[]): readonly Difference[] =>
  differences.filter(
    ({ file, path }) => !ALLOWED_DIFFERENCES.some((allowed) => allowed.file.test(file) && allowed.path === path.join('.')),
  );
