/** The scalars of dates and times: https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
const OFFSET = '(Z|[+-]\\d{2}:\\d{2}(:\\d{2})?)';
const DATE = /^(\d{4})-(\d{2})-(\d{2})/;
const TIME = '(\\d{2}):(\\d{2})(:(\\d{2})(\\.\\d{1,9})?)?';

const DATE_FORM = new RegExp(`^\\d{4}-\\d{2}-\\d{2}${OFFSET}?$`);
const TIME_FORM = new RegExp(`^${TIME}${OFFSET}?$`);
const DATE_TIME_FORM = new RegExp(`^\\d{4}-\\d{2}-\\d{2}T${TIME}${OFFSET}$`);

/** `YYYY-MM-DD`, with an offset or without. */
export const isAwsDate = (text: string): boolean => DATE_FORM.test(text) && isDay(text) && isOffset(text.slice(10));

/** `hh:mm:ss.sss`, with an offset or without. */
export const isAwsTime = (text: string): boolean => TIME_FORM.test(text) && isTimeOfDay(text);

/** `YYYY-MM-DDThh:mm:ss.sssZ`: the offset is compulsory. */
export const isAwsDateTime = (text: string): boolean => DATE_TIME_FORM.test(text) && isDay(text) && isTimeOfDay(text.slice(11));

const isDay = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return Number(month) >= 1 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
};

const isTimeOfDay = (text: string): boolean => {
  const [, hour, minute, , second] = new RegExp(`^${TIME}`).exec(text) ?? [];
  const offset = /[Z+-].*$/.exec(text)?.[0] ?? '';
  return Number(hour) < 24 && Number(minute) < 60 && Number(second ?? 0) < 60 && isOffset(offset);
};

/** Java's offsets end at 18 hours. */
const isOffset = (text: string): boolean => {
  const [, hour = 0, minute = 0] = /^[+-](\d{2}):(\d{2})/.exec(text) ?? [];
  return Number(hour) * 60 + Number(minute) <= 18 * 60 && Number(minute) < 60;
};
