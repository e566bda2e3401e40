/**
 * An X-Ray segment document. Times are in seconds since 1970, with fractions.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export interface Segment {
  readonly trace_id: string;
  readonly id: string;
  readonly parent_id?: string;
  /** A part of the segment `parent_id`, in a document of its own. */
  readonly type?: 'subsegment';
  readonly namespace?: 'aws' | 'remote';
  readonly name: string;
  readonly origin?: string;
  readonly start_time: number;
  readonly end_time?: number;
  readonly fault?: boolean;
  readonly error?: boolean;
  readonly http?: object;
  readonly aws?: object;
  readonly cause?: object;
  /** Traces that this one continues, as for a batch from a queue. */
  readonly links?: readonly { readonly trace_id: string; readonly id: string }[];
}
