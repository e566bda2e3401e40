import { apigateway } from '@plumbline/local-aws-apigateway';
import { appsync } from '@plumbline/local-aws-appsync';
import { dynamodb } from '@plumbline/local-aws-dynamodb';
import { events } from '@plumbline/local-aws-events';
import { iam } from '@plumbline/local-aws-iam';
import { type LambdaOptions, lambda } from '@plumbline/local-aws-lambda';
import { logs } from '@plumbline/local-aws-logs';
import { mailbox } from '@plumbline/local-aws-mailbox';
import { pipes } from '@plumbline/local-aws-pipes';
import { s3 } from '@plumbline/local-aws-s3';
import { scheduler } from '@plumbline/local-aws-scheduler';
import { type SesOptions, ses } from '@plumbline/local-aws-sesv2';
import { sns } from '@plumbline/local-aws-sns';
import { sqs } from '@plumbline/local-aws-sqs';
import { stepfunctions } from '@plumbline/local-aws-stepfunctions';
import { xray } from '@plumbline/local-aws-xray';

/** The settings of services that differ from those of an account. */
export interface ServiceOptions extends LambdaOptions {
  readonly ses?: SesOptions | undefined;
}

/** Every service, in the order of deployment: referenced resources come first. A new service needs one line here. */
export const allServices = (options: ServiceOptions = {}) => ({
  iam,
  logs,
  xray,
  mailbox,
  ses: ses(options.ses),
  sqs,
  sns,
  dynamodb,
  s3,
  lambda: lambda(options),
  apigateway,
  appsync,
  stepfunctions,
  events,
  scheduler,
  pipes,
});
