import { json, type Route } from '@plumbline/local-aws-kernel';
import { SANDBOX_QUOTA } from '../sending/send-mail.ts';
import type { SesContext } from '../ses-context.ts';

/** The quotas of an account in the sandbox, and of a new one outside it: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html */
const QUOTAS = { sandbox: { Max24HourSend: SANDBOX_QUOTA, MaxSendRate: 1 }, production: { Max24HourSend: 50_000, MaxSendRate: 14 } };

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
export const getAccount = ({ sandbox, sent, clock }: SesContext): Route => ({
  operation: 'GetAccount',
  method: 'GET',
  path: /^\/v2\/email\/account$/,
  run(request) {
    request.authorize({ action: 'ses:GetAccount', resource: '*' });
    return json(200, {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: !sandbox,
      SendQuota: { ...(sandbox ? QUOTAS.sandbox : QUOTAS.production), SentLast24Hours: sent.last24Hours(clock.now()) },
      SendingEnabled: true,
    });
  },
});
