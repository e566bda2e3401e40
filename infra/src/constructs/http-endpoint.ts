import { createHash } from 'node:crypto';
import {
  ApiGatewayDeployment,
  ApiGatewayIntegration,
  ApiGatewayMethod,
  ApiGatewayMethodSettings,
  ApiGatewayResource,
  ApiGatewayRestApi,
  ApiGatewayRestApiPolicy,
  ApiGatewayStage,
  CloudwatchLogGroup,
  Construct,
  IamRole,
  IamRolePolicy,
  LambdaPermission,
} from '../terraform.ts';
import { Alarm } from './alarm.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, trust } from './policy.ts';
import type { ServiceFunction } from './service-function.ts';

/** One line of the stage's access log, https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  trace: '$context.xrayTraceId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  caller: '$context.identity.userArn',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
});

export interface HttpEndpointProps {
  readonly consumer: ServiceFunction;
  /** The REST resource's path, without slash. */
  readonly path: string;
}

/**
 * A REST endpoint that invokes one function and starts its X-Ray trace. Every call is signed (AWS_IAM), and only the role
 * that `callerRole` creates may call. The endpoint is not public.
 */
export class HttpEndpoint extends Construct {
  /** The target ARN for rules. */
  readonly targetArn: string;
  private readonly api: ApiGatewayRestApi;
  private readonly methodArn: string;

  constructor(scope: Construct, id: string, { consumer, path }: HttpEndpointProps) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const name = stack.named(path);
    this.api = new ApiGatewayRestApi(this, 'api', {
      name,
      description: consumer.manifest.summary,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    const stageName = stack.environment.name;
    this.methodArn = `${this.api.executionArn}/${stageName}/POST/${path}`;
    this.targetArn = this.methodArn;
    this.createStage(stageName, this.createMethod(consumer, path));
    new Alarm(this, 'errors', {
      name: `${path}-5xx`,
      description: `${name} answered with 5XX. EventBridge retries; the function's logs tell why.`,
      namespace: 'AWS/ApiGateway',
      metric: '5XXError',
      dimensions: { ApiName: name, Stage: stageName },
    });
  }

  /** A role with which only EventBridge may call the endpoint, on behalf of one rule. */
  callerRole(ruleArn: string): IamRole {
    const stack = PlumblineStack.current(this);
    const role = new IamRole(this, 'caller', {
      name: stack.named(`${this.node.id}-caller`),
      assumeRolePolicy: trust('events.amazonaws.com', ruleArn),
    });
    new IamRolePolicy(this, 'caller-policy', {
      name: 'invoke',
      role: role.id,
      policy: policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: this.methodArn }),
    });
    new ApiGatewayRestApiPolicy(this, 'policy', {
      restApiId: this.api.id,
      policy: policy({ Effect: 'Allow', Action: 'execute-api:Invoke', Principal: { AWS: role.arn }, Resource: this.methodArn }),
    });
    return role;
  }

  private createMethod(consumer: ServiceFunction, path: string): ApiGatewayDeployment {
    const { id: restApiId, rootResourceId: parentId } = this.api;
    const resource = new ApiGatewayResource(this, 'resource', { restApiId, parentId, pathPart: path });
    const method = new ApiGatewayMethod(this, 'method', {
      restApiId,
      resourceId: resource.id,
      httpMethod: 'POST',
      authorization: 'AWS_IAM',
    });
    const integration = new ApiGatewayIntegration(this, 'integration', {
      restApiId,
      resourceId: resource.id,
      httpMethod: method.httpMethod,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: consumer.resource.invokeArn,
      timeoutMilliseconds: (consumer.manifest.timeoutSeconds + 1) * 1_000,
    });
    new LambdaPermission(this, 'permission', {
      statementId: 'api',
      action: 'lambda:InvokeFunction',
      functionName: consumer.resource.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${this.api.executionArn}/*/POST/${path}`,
    });
    const shape = createHash('sha1').update(
      JSON.stringify({ path, method: 'POST', authorization: 'AWS_IAM', timeout: consumer.manifest.timeoutSeconds }),
    );
    return new ApiGatewayDeployment(this, 'deployment', {
      restApiId,
      triggers: { shape: shape.digest('hex') },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [integration],
    });
  }

  private createStage(stageName: string, deployment: ApiGatewayDeployment): void {
    const stack = PlumblineStack.current(this);
    const accessLog = new CloudwatchLogGroup(this, 'access-log', {
      name: `/aws/apigateway/${stack.named(this.node.id)}`,
      retentionInDays: stack.environment.logRetentionDays,
    });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId: this.api.id,
      deploymentId: deployment.id,
      stageName,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: accessLog.arn, format: ACCESS_LOG_FORMAT },
    });
    new ApiGatewayMethodSettings(this, 'settings', {
      restApiId: this.api.id,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: { metricsEnabled: true, loggingLevel: 'ERROR', throttlingBurstLimit: 200, throttlingRateLimit: 100 },
    });
  }
}
