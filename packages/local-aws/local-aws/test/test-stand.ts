import { apigateway } from '@plumbline/local-aws-apigateway';
import { dynamodb } from '@plumbline/local-aws-dynamodb';
import { events } from '@plumbline/local-aws-events';
import { iam } from '@plumbline/local-aws-iam';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { scheduler } from '@plumbline/local-aws-scheduler';
import { sns } from '@plumbline/local-aws-sns';
import { stepfunctions } from '@plumbline/local-aws-stepfunctions';

const services = { roles: iam, dynamodb, apigateway, stepfunctions, events, scheduler, sns };
type TestServices = typeof services;

/** For tests: a stand with every service. */
export type TestStand = FunctionStand<TestServices>;
export type TestStandProps = FunctionStandProps<TestServices>;

export const startTestStand = (props: TestStandProps = {}): Promise<TestStand> => startFunctionStand(props, services);
