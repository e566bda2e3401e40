import type { AwsService } from '@plumbline/local-aws-kernel';
import { jsonService } from '@plumbline/local-aws-kernel';
import { describeExecution } from './operations/describe-execution.ts';
import { describeStateMachine } from './operations/describe-state-machine.ts';
import { describeStateMachineForExecution } from './operations/describe-state-machine-for-execution.ts';
import { getExecutionHistory } from './operations/get-execution-history.ts';
import { listExecutions } from './operations/list-executions.ts';
import { listStateMachines } from './operations/list-state-machines.ts';
import type { OperationContext } from './operations/operation-context.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './operations/send-task.ts';
import { startExecution } from './operations/start-execution.ts';
import { startSyncExecution } from './operations/start-sync-execution.ts';
import { stopExecution } from './operations/stop-execution.ts';

/** Step Functions' HTTP side. */
export const stepFunctionsService = (context: OperationContext): AwsService =>
  jsonService({
    signingName: 'states',
    targetPrefix: 'AWSStepFunctions',
    jsonVersion: '1.0',
    errorNamespace: 'com.amazonaws.swf.service.v2.model',
    operations: {
      DescribeExecution: describeExecution(context),
      DescribeStateMachine: describeStateMachine(context),
      DescribeStateMachineForExecution: describeStateMachineForExecution(context),
      GetExecutionHistory: getExecutionHistory(context),
      ListExecutions: listExecutions(context),
      ListStateMachines: listStateMachines(context),
      SendTaskFailure: sendTaskFailure(context),
      SendTaskHeartbeat: sendTaskHeartbeat(context),
      SendTaskSuccess: sendTaskSuccess(context),
      StartExecution: startExecution(context),
      StartSyncExecution: startSyncExecution(context),
      StopExecution: stopExecution(context),
    },
  });
