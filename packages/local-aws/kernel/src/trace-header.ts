import { randomBytes } from 'node:crypto';

/** The parts of `X-Amzn-Trace-Id`. */
export interface TraceHeader {
  /** `1-{8 hex of the start in seconds}-{24 hex}` */
  readonly root: string;
  /** The parent of the next segment. */
  readonly parent: string | undefined;
}

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export const parseTraceHeader = (header: string | undefined): TraceHeader | undefined => {
  const root = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(header ?? '')?.[1];
  return root === undefined ? undefined : { root, parent: /(?:^|;)\s*Parent=([0-9a-f]{16})/.exec(header ?? '')?.[1] };
};

export const formatTraceHeader = (root: string, parent: string): string => `Root=${root};Parent=${parent};Sampled=1`;

export const newTraceId = (nowMs: number): string =>
  `1-${Math.floor(nowMs / 1_000)
    .toString(16)
    .padStart(8, '0')}-${randomBytes(12).toString('hex')}`;

export const newSegmentId = (): string => randomBytes(8).toString('hex');
