import { textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';

interface Naming {
  readonly attribute: string;
  readonly pattern: RegExp;
  readonly rule: string;
  readonly see: string;
}

const API = 'https://docs.aws.amazon.com';

/** The names that AWS accepts, by type of resource. */
const NAMINGS: Readonly<Record<string, Naming>> = {
  aws_cloudwatch_event_rule: {
    attribute: 'name',
    pattern: /^[.\-_A-Za-z0-9]{1,64}$/,
    rule: '1 to 64 of letters, digits, ".", "-" and "_"',
    see: `${API}/eventbridge/latest/APIReference/API_PutRule.html`,
  },
  aws_cloudwatch_event_target: {
    attribute: 'target_id',
    pattern: /^[.\-_A-Za-z0-9]{1,64}$/,
    rule: '1 to 64 of letters, digits, ".", "-" and "_"',
    see: `${API}/eventbridge/latest/APIReference/API_Target.html`,
  },
  aws_cloudwatch_event_bus: {
    attribute: 'name',
    pattern: /^[/.\-_A-Za-z0-9]{1,256}$/,
    rule: '1 to 256 of letters, digits, "/", ".", "-" and "_"',
    see: `${API}/eventbridge/latest/APIReference/API_CreateEventBus.html`,
  },
  aws_cloudwatch_event_archive: {
    attribute: 'name',
    pattern: /^[.\-_A-Za-z0-9]{1,48}$/,
    rule: '1 to 48 of letters, digits, ".", "-" and "_"',
    see: `${API}/eventbridge/latest/APIReference/API_CreateArchive.html`,
  },
  aws_lambda_function: {
    attribute: 'function_name',
    pattern: /^[A-Za-z0-9-_]{1,64}$/,
    rule: '1 to 64 of letters, digits, "-" and "_"',
    see: `${API}/lambda/latest/api/API_CreateFunction.html`,
  },
  aws_lambda_permission: {
    attribute: 'statement_id',
    pattern: /^[A-Za-z0-9-_]{1,100}$/,
    rule: '1 to 100 of letters, digits, "-" and "_"',
    see: `${API}/lambda/latest/api/API_AddPermission.html`,
  },
  aws_sqs_queue: {
    attribute: 'name',
    pattern: /^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/,
    rule: '1 to 80 of letters, digits, "-" and "_", ".fifo" included',
    see: `${API}/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html`,
  },
  aws_s3_bucket: {
    attribute: 'bucket',
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-|.*\.\.|.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$|(\d{1,3}\.){3}\d{1,3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    rule: '3 to 63 of lower-case letters, digits, "." and "-", not an IP address, and without a reserved prefix or suffix',
    see: `${API}/AmazonS3/latest/userguide/bucketnamingrules.html`,
  },
  aws_dynamodb_table: {
    attribute: 'name',
    pattern: /^[A-Za-z0-9_.-]{3,255}$/,
    rule: '3 to 255 of letters, digits, "_", "." and "-"',
    see: `${API}/amazondynamodb/latest/APIReference/API_CreateTable.html`,
  },
  aws_iam_role: {
    attribute: 'name',
    pattern: /^[\w+=,.@-]{1,64}$/,
    rule: '1 to 64 of letters, digits and "_+=,.@-"',
    see: `${API}/IAM/latest/APIReference/API_CreateRole.html`,
  },
  aws_iam_role_policy: {
    attribute: 'name',
    pattern: /^[\w+=,.@-]{1,128}$/,
    rule: '1 to 128 of letters, digits and "_+=,.@-"',
    see: `${API}/IAM/latest/APIReference/API_PutRolePolicy.html`,
  },
  aws_cloudwatch_metric_alarm: {
    attribute: 'alarm_name',
    pattern: /^.{1,255}$/s,
    rule: '1 to 255 characters',
    see: `${API}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  aws_iam_policy: {
    attribute: 'name',
    pattern: /^[\w+=,.@-]{1,128}$/,
    rule: '1 to 128 of letters, digits and "_+=,.@-"',
    see: `${API}/IAM/latest/APIReference/API_CreatePolicy.html`,
  },
  aws_cloudwatch_log_group: {
    attribute: 'name',
    pattern: /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/,
    rule: '1 to 512 of letters, digits, "_", "-", "/", "." and "#", and not "aws/" at the start',
    see: `${API}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html`,
  },
  aws_scheduler_schedule: {
    attribute: 'name',
    pattern: /^[0-9a-zA-Z-_.]{1,64}$/,
    rule: '1 to 64 of letters, digits, "-", "_" and "."',
    see: `${API}/scheduler/latest/APIReference/API_CreateSchedule.html`,
  },
  aws_scheduler_schedule_group: {
    attribute: 'name',
    pattern: /^[0-9a-zA-Z-_.]{1,64}$/,
    rule: '1 to 64 of letters, digits, "-", "_" and "."',
    see: `${API}/scheduler/latest/APIReference/API_CreateScheduleGroup.html`,
  },
  aws_sns_topic: {
    attribute: 'name',
    pattern: /^[A-Za-z0-9_-]{1,256}$|^[A-Za-z0-9_-]{1,251}\.fifo$/,
    rule: '1 to 256 of letters, digits, "-" and "_", ".fifo" included',
    see: `${API}/sns/latest/api/API_CreateTopic.html`,
  },
  aws_sfn_state_machine: {
    attribute: 'name',
    pattern: /^[A-Za-z0-9_-]{1,80}$/,
    rule: '1 to 80 of letters, digits, "-" and "_"',
    see: `${API}/step-functions/latest/apireference/API_CreateStateMachine.html`,
  },
};

/** AWS accepts every name. A wrong name would fail in the middle of a deployment. */
export const namesAreTaken: Check = function* ({ all }) {
  for (const [type, { attribute, pattern, rule, see }] of Object.entries(NAMINGS)) {
    for (const resource of all(type)) {
      const name = textOf(resource.values[attribute]);
      if (name === undefined || name.includes('${') || pattern.test(name)) continue;
      yield {
        code: 'NAME_INVALID',
        at: resource,
        subject: `${resource.address}`,
        why: `Its ${attribute} is ${JSON.stringify(name)} (${name.length} characters), but AWS accepts ${rule}.`,
        fix: `Choose another name: ${see}.`,
      };
    }
  }
};
