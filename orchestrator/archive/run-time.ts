/** When a run was started, from its id. */
const ID = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/;

/** Milliseconds of the epoch; undefined for an id that tells no time. */
export function startOf(run: string): number | undefined {
  const [, year, month, day, hour, minute, second] = ID.exec(run) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
