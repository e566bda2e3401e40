import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { findChromium, openChromium } from '@plumbline/catalog-site';
import { type LocalAws, startLocalAws } from '@plumbline/local-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const without = findChromium(process.env) === undefined;
if (without) console.log('foreign-pages: skipped, no Chromium was found. Install it, or set CHROMIUM_PATH.');

/** Resolves to the attacker's server, which serves a page. */
const ATTACKER = 'attacker.example';
/** Resolved to the attacker's server when its page was loaded, and resolves to this endpoint since then. */
const REBOUND = 'rebound.example';

/** Credentials may be anything, so a page can put some into a query without knowing any. */
const signedFor = (service: string): string => `X-Amz-Credential=${encodeURIComponent(`any/20260101/eu-west-1/${service}/aws4_request`)}`;

describe.skipIf(without)('a web page that is open in a browser on this machine', () => {
  let aws: LocalAws;
  let browser: Awaited<ReturnType<typeof openChromium>>;
  let attacker: Server;
  let attackerPage: string;
  let sqs: SQSClient;
  let s3: S3Client;

  beforeAll(async () => {
    const stack = {
      name: 'orders',
      directory: '.',
      data: {},
      resources: { aws_s3_bucket: { it: { bucket: 'files' } }, aws_sqs_queue: { it: { name: 'orders' } } },
    };
    aws = await startLocalAws({ stacks: [stack], port: 0 });
    const config = { endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    sqs = new SQSClient(config);
    s3 = new S3Client(config);
    await s3.send(new PutObjectCommand({ Bucket: 'files', Key: 'kept.txt', Body: 'kept' }));
    attacker = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>harmless</title>'));
    await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
    attackerPage = `http://${ATTACKER}:${(attacker.address() as AddressInfo).port}/`;
    browser = await openChromium(process.env, [ATTACKER, REBOUND]);
  });
  afterAll(async () => {
    await browser.close();
    attacker.closeAllConnections();
    await new Promise((resolve) => attacker.close(resolve));
    sqs.destroy();
    s3.destroy();
    await aws.stop();
  });

  const queueUrl = () => `${aws.url}/000000000000/orders`;
  const messages = async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl(), AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Attributes?.['ApproximateNumberOfMessages'];
  };
  const sendMessage = () => ({ Action: 'SendMessage', QueueUrl: queueUrl(), MessageBody: 'from the page' });

  it('when it sends a request that needs no preflight, then nothing happens', async () => {
    const page = await browser.newPage();
    await page.goto(attackerPage);
    const target = `${aws.url}/?${signedFor('sqs')}`;
    const body = new URLSearchParams(sendMessage()).toString();
    await page.evaluate(
      ([url, text]) => fetch(url, { method: 'POST', mode: 'no-cors', body: new URLSearchParams(text) }).catch(() => undefined),
      [target, body] as const,
    );
    expect(await messages()).toBe('0');
    await page.close();
  });

  it('when it submits a form, then nothing happens', async () => {
    const page = await browser.newPage();
    await page.goto(attackerPage);
    const inputs = Object.entries(sendMessage()).map(([name, value]) => `<input name="${name}" value="${value}">`);
    await page.setContent(`<form method="post" action="${aws.url}/?${signedFor('sqs')}">${inputs.join('')}<button>win</button></form>`);
    const [answer] = await Promise.all([page.waitForResponse((response) => response.url().startsWith(aws.url)), page.click('button')]);
    expect(answer.status()).toBe(403);
    expect(await messages()).toBe('0');
    await page.close();
  });

  it('when its host name now resolves to this endpoint, then it reads nothing, deletes nothing, and sets no fault', async () => {
    const page = await browser.newPage();
    const { port } = new URL(aws.url);
    // The refusal, in XML, replaces the page. The test needs a script that runs in that origin.
    await page.goto(`http://${REBOUND}:${port}/?${signedFor('s3')}`);
    const statuses = await page.evaluate(async (credential) => {
      const status = async (path: string, init?: RequestInit): Promise<number> => (await fetch(path, init)).status;
      return [
        await status('/_plumbline/faults'),
        await status('/_plumbline/faults', { method: 'PUT', body: '{"faults":[{"on":"process","what":"crash"}]}' }),
        await status(`/files/kept.txt?${credential}`),
        await status(`/files/kept.txt?${credential}`, { method: 'DELETE' }),
      ];
    }, signedFor('s3'));
    expect(statuses).toEqual([403, 403, 403, 403]);
    expect(aws.faults.list()).toEqual([]);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'kept.txt' }));
    expect(await Body?.transformToString()).toBe('kept');
    await page.close();
  });

  it('when it is a page of the endpoint itself, then it is answered', async () => {
    const page = await browser.newPage();
    await page.goto(`${aws.url}/_plumbline/faults`);
    const answer = await page.evaluate(async () => (await fetch('/_plumbline/faults')).json());
    expect(answer).toEqual({ seed: 1, faults: [] });
    await page.close();
  });
});
