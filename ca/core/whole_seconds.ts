/** `date` without its milliseconds, as certificates and CRLs keep it. */
export function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
