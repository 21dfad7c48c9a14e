/** The same day of a later month, or the last day of that month. In seconds since 1970. */
export function monthsAfter(start: number, months: number): number {
  const moment = new Date(start * 1000);
  const day = moment.getUTCDate();
  moment.setUTCMonth(moment.getUTCMonth() + months);
  if (moment.getUTCDate() < day) { moment.setUTCDate(0); }
  return moment.getTime() / 1000;
}
