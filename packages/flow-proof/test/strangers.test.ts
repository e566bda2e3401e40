import { fileURLToPath } from 'node:url';
import { readTerraformJson, readTopology } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { checkFlows } from '../src/index.ts';
import { WORLD } from './planted.ts';

/** What is told of a folder of Terraform JSON whose people never heard of us: there are no contracts and no notes. */
const told = async (name: string) => {
  const topology = readTopology([await readTerraformJson(fileURLToPath(new URL(`strangers/${name}`, import.meta.url)))], WORLD);
  const findings = await checkFlows({ topology });
  const inStack = ` (stack ${name})`;
  return {
    findings: findings.map(({ code, resource }) => `${code} ${resource.slice(name.length + 1)}`),
    problems: topology.problems.map((problem) => problem.replace(inStack, '')),
    /** Every target, and what it is told to be. */
    targets: topology.rules.flatMap((rule) => rule.targets.map(({ arn }) => `${rule.bus}/${rule.name} -> ${arn}`)),
  };
};

const READ_THE_PLAN = 'read the plan instead (terraform show -json).';
const INSTANCES = `can't be resolved: Terraform creates its instances; ${READ_THE_PLAN}`;
const MODULES = `can't be resolved: this reader does not read modules; ${READ_THE_PLAN}`;
const EXPRESSION = `is an expression that Plumbline can't evaluate; ${READ_THE_PLAN}`;
const DEPLOYMENT = "can't be resolved: only a deployment knows this value.";
const NO_DEFAULT = "can't be resolved: the variable has no default.";

describe('Terraform JSON of strangers', () => {
  it('when count, for_each and modules were written out, then what they left behind is told, and taken for unknown', async () => {
    expect(await told('expanded-modules')).toEqual({
      findings: [
        'TARGET_WITHOUT_DLQ aws_cloudwatch_event_target.this["refunds-to-queue"]',
        'FUNCTION_WITHOUT_DLQ aws_lambda_function.pick[0]',
        'TRACE_BROKEN aws_lambda_function.pick[0]',
        'VISIBILITY_TOO_SHORT aws_sqs_queue.this["orders"]',
        'INVOKE_UNCONDITIONED aws_sqs_queue_policy.dead[0]',
      ],
      problems: [
        `aws_cloudwatch_event_bus.this[0]: \${module.labels.tags} ${MODULES}`,
        `aws_cloudwatch_event_rule.old[0]: \${var.create ? 0 : 1} ${EXPRESSION}`,
        `aws_cloudwatch_event_rule.this["refunds"]: \${aws_cloudwatch_event_rule.this["refunds"].name} ${DEPLOYMENT}`,
        `aws_cloudwatch_event_rule.this["refunds"]: \${each.value.description} ${INSTANCES}`,
        `aws_cloudwatch_event_target.this["orders-to-function"]: \${each.value.dead_letter_arn} ${INSTANCES}`,
        `aws_cloudwatch_event_target.this["refunds-to-queue"]: \${aws_cloudwatch_event_rule.this["refunds"].name} ${DEPLOYMENT}`,
        `aws_cloudwatch_event_target.this["refunds-to-queue"]: \${each.key} ${INSTANCES}`,
        `aws_cloudwatch_metric_alarm.dead[0]: \${var.alarm_topic} ${NO_DEFAULT}`,
        `aws_lambda_function.pick[0]: \${data.aws_ssm_parameter.token.value} ${DEPLOYMENT}`,
        `aws_lambda_function.pick[0]: \${module.pick_role.arn} ${MODULES}`,
        `aws_sqs_queue.this["refunds"]: \${try(each.value.redrive_policy, null)} ${EXPRESSION}`,
        `module.labels is not read; ${READ_THE_PLAN}`,
      ],
      targets: [
        'warehouse/${aws_cloudwatch_event_rule.this["refunds"].name} -> arn:aws:sqs:eu-central-1:123456789012:warehouse-live-refunds',
        'warehouse/orders-rule -> arn:aws:sqs:eu-central-1:123456789012:warehouse-live-orders',
        'warehouse/orders-rule -> arn:aws:lambda:eu-central-1:123456789012:function:pick',
      ],
    });
  });

  it('when policies are documents of data sources, then they are put together and read', async () => {
    expect(await told('document-policies')).toEqual({
      findings: [
        'DLQ_REFUSES aws_cloudwatch_event_target.from_central',
        'ACTION_WILDCARD aws_iam_policy.invoice',
        'TAGS_MISSING provider.aws',
      ],
      problems: [`aws_cloudwatch_event_permission.organization: \${data.aws_organizations_organization.this.id} ${DEPLOYMENT}`],
      targets: [
        'central-events/from-central -> arn:aws:events:eu-west-1:123456789012:event-bus/billing',
        'billing/invoices -> arn:aws:lambda:eu-west-1:123456789012:function:invoice',
      ],
    });
  });

  it('when JSON is text or a call of jsonencode, and targets are of all kinds, then they are read', async () => {
    const { targets, ...told_ } = await told('raw-json');
    expect(told_).toEqual({
      findings: [
        'RULE_WITHOUT_TARGET aws_cloudwatch_event_rule.from_file',
        'PATTERN_INVALID aws_cloudwatch_event_rule.typo',
        'TARGET_WITHOUT_DLQ aws_cloudwatch_event_target.audit',
        'TARGET_WITHOUT_DLQ aws_cloudwatch_event_target.ec2',
        'RULE_MISSING aws_cloudwatch_event_target.from_file',
        'TARGET_WITHOUT_DLQ aws_cloudwatch_event_target.nightly',
        'TARGET_WITHOUT_DLQ aws_cloudwatch_event_target.shipments_sns',
        'INPUT_PATH_MISSING aws_cloudwatch_event_target.shipments_stream',
        'INVOKE_FORBIDDEN aws_cloudwatch_event_target.shipments_stream',
        'RESOURCE_WILDCARD aws_iam_role_policy.events',
        'FUNCTION_WITHOUT_DLQ aws_lambda_function.sweep',
        'TRACE_BROKEN aws_lambda_function.sweep',
        'INVOKE_UNCONDITIONED aws_lambda_permission.nightly',
        'INVOKE_UNCONDITIONED aws_sns_topic_policy.shipments',
        'DLQ_WITHOUT_ALARM aws_sqs_queue.dead',
        'TAGS_MISSING provider.aws',
      ],
      problems: [
        `aws_cloudwatch_event_api_destination.webhook: \${var.webhook_url} ${NO_DEFAULT}`,
        `aws_cloudwatch_event_connection.webhook: \${var.webhook_key} ${NO_DEFAULT}`,
        `aws_cloudwatch_event_rule.from_file: \${file("\${path.module}/pattern.json")} ${EXPRESSION}`,
      ],
    });
    expect(targets).toHaveLength(7);
    expect(targets).toContain('acme-events/acme-prod-audit -> arn:aws:events:us-east-1:210987654321:event-bus/audit');
  });
});
