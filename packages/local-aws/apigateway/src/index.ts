/** API Gateway: REST APIs. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type ApiGateway, openApiGateway } from './api-gateway.ts';
import { API_GATEWAY_TYPES } from './terraform-types.ts';

export const apigateway: ServiceModule<ApiGateway> = { name: 'execute-api', terraformTypes: API_GATEWAY_TYPES, open: openApiGateway };
export type { ApiGateway };
