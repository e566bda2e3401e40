/**
 * How HCP Terraform's runs authenticate to AWS.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export const HCP_ISSUER = 'app.terraform.io';
export const HCP_AUDIENCE = 'aws.workload.identity';
