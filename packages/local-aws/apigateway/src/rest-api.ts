import type { PolicyDocument } from '@plumbline/iam-policy';

/** A REST API as deployed. */
export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly rootResourceId: string;
}

/** A path part below its parent. */
export interface RestResource {
  readonly id: string;
  readonly restApiId: string;
  readonly parentId: string;
  /** Literal, `{name}` or `{name+}`. */
  readonly pathPart: string;
}

/** A method with its Lambda proxy integration. */
export interface RestMethod {
  readonly restApiId: string;
  readonly resourceId: string;
  /** `ANY` matches every method. */
  readonly httpMethod: string;
  readonly authorization: 'NONE' | 'AWS_IAM';
}

export interface RestIntegration {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export interface RestStage {
  readonly restApiId: string;
  readonly name: string;
  readonly tracing: boolean;
  readonly accessLog?: { readonly group: string; readonly format: string };
}

/** The deployed resources of API Gateway, for routing requests. */
export interface RestApis {
  putApi(api: RestApi): void;
  putPolicy(restApiId: string, policy: PolicyDocument): void;
  putResource(resource: RestResource): void;
  putMethod(method: RestMethod): void;
  putIntegration(integration: RestIntegration): void;
  putStage(stage: RestStage): void;
  stage(restApiId: string, name: string): RestStage | undefined;
  policy(restApiId: string): PolicyDocument | undefined;
  /** The method that a path selects, with the values of the path's parameters. */
  match(restApiId: string, method: string, path: string): RestMatch | undefined;
}

export interface RestMatch {
  readonly api: RestApi;
  readonly resourceId: string;
  /** Such as `/orders/{id}`. */
  readonly resourcePath: string;
  readonly method: RestMethod;
  readonly integration: RestIntegration;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export const restApis = (): RestApis => {
  const apis = new Map<string, RestApi>();
  const policies = new Map<string, PolicyDocument>();
  const resources = new Map<string, RestResource>();
  const methods = new Map<string, RestMethod>();
  const integrations = new Map<string, RestIntegration>();
  const stages = new Map<string, RestStage>();
  const key = (...parts: readonly string[]): string => parts.join(' ');

  const resourcePath = (api: RestApi, resourceId: string): string => {
    if (resourceId === api.rootResourceId) return '/';
    const resource = resources.get(resourceId);
    if (resource === undefined) return '/';
    const parent = resourcePath(api, resource.parentId);
    return `${parent === '/' ? '' : parent}/${resource.pathPart}`;
  };

  return {
    putApi: (api) => void apis.set(api.id, api),
    putPolicy: (restApiId, policy) => void policies.set(restApiId, policy),
    putResource: (resource) => void resources.set(resource.id, resource),
    putMethod: (method) => void methods.set(key(method.restApiId, method.resourceId, method.httpMethod), method),
    putIntegration: (it) => void integrations.set(key(it.restApiId, it.resourceId, it.httpMethod), it),
    putStage: (stage) => void stages.set(key(stage.restApiId, stage.name), stage),
    stage: (restApiId, name) => stages.get(key(restApiId, name)),
    policy: (restApiId) => policies.get(restApiId),
    match(restApiId, httpMethod, path) {
      const api = apis.get(restApiId);
      if (api === undefined) return undefined;
      const candidates = [api.rootResourceId, ...[...resources.values()].filter((r) => r.restApiId === restApiId).map(({ id }) => id)]
        .map((id) => ({ id, template: resourcePath(api, id) }))
        .map((candidate) => ({ ...candidate, parameters: matchPath(candidate.template, path) }))
        .sort((a, b) => bySpecificity(a.template, b.template));
      for (const { id, template, parameters } of candidates) {
        if (parameters === undefined) continue;
        const method = methods.get(key(restApiId, id, httpMethod)) ?? methods.get(key(restApiId, id, 'ANY'));
        const integration = method === undefined ? undefined : integrations.get(key(restApiId, id, method.httpMethod));
        if (method === undefined || integration === undefined) continue;
        return { api, resourceId: id, resourcePath: template, method, integration, pathParameters: parameters };
      }
      return undefined;
    },
  };
};

/** Part by part from the left: a literal wins over `{name}`, and that over `{name+}`. */
const bySpecificity = (a: string, b: string): number => {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = generality(left[index]) - generality(right[index]);
    if (difference !== 0) return difference;
  }
  return right.length - left.length;
};

const generality = (part = ''): number => (part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0);

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

const matchPath = (template: string, path: string): Readonly<Record<string, string>> | undefined => {
  const parts = partsOf(template);
  const given = partsOf(path);
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part.endsWith('+}')) {
      parameters[part.slice(1, -2)] = given.slice(index).map(decoded).join('/');
      return given.length > index ? parameters : undefined;
    }
    const value = given[index];
    if (value === undefined) return undefined;
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decoded(value);
    else if (part !== value) return undefined;
  }
  return parts.length === given.length ? parameters : undefined;
};

/** An invalid percent-encoding stays as it is, for the function to handle. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
