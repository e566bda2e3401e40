import type { AwsResponse, AwsService } from '../endpoint/aws-service.ts';
import { CONTROL_PATH } from '../endpoint/endpoint.ts';
import { NO_FAULTS, readFaultPlan } from './fault.ts';
import type { Faults } from './faults.ts';

const FAULTS_PATH = `${CONTROL_PATH}faults`;

/** `GET`, `PUT` and `DELETE` of `/_plumbline/faults`: the plan in force, as JSON. */
export const faultsService = (faults: Faults): AwsService => ({
  signingName: 'plumbline',
  pathPrefix: CONTROL_PATH,
  operationOf: ({ method, path }) => `${method} ${path}`,
  errorAnswer: ({ status, message }) => answer(status, { message }),
  async handle({ method, path, body }) {
    if (path !== FAULTS_PATH) return answer(404, { message: `${path} does not exist. Use ${FAULTS_PATH}.` });
    if (method === 'DELETE') faults.use(NO_FAULTS);
    else if (method === 'PUT') {
      try {
        faults.use(readFaultPlan(JSON.parse(body.toString('utf8'))));
      } catch (error) {
        return answer(400, { message: (error as Error).message });
      }
    } else if (method !== 'GET') return answer(405, { message: `${FAULTS_PATH} accepts GET, PUT and DELETE only.` });
    return answer(200, { seed: faults.seed, faults: faults.list() });
  },
});

const answer = (status: number, body: unknown): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
