import type { Item } from '../attribute-value.ts';

/** What a record contains besides the keys. */
export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

export const STREAM_VIEW_TYPES: readonly StreamViewType[] = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];

/** The images of a record: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html */
export const imagesOf = (
  type: StreamViewType,
  old: Item | undefined,
  next: Item | undefined,
): { readonly NewImage?: Item; readonly OldImage?: Item } => ({
  ...(next !== undefined && (type === 'NEW_IMAGE' || type === 'NEW_AND_OLD_IMAGES') && { NewImage: next }),
  ...(old !== undefined && (type === 'OLD_IMAGE' || type === 'NEW_AND_OLD_IMAGES') && { OldImage: old }),
});
