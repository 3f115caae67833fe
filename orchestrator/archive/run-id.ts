/** Names of runs: `20251122-094105-417-9f3c`, UTC to the millisecond and a random end. They sort by time as text does. */
export const RUN_ID = /^\d{8}-\d{6}-\d{3}-[0-9a-f]{4}$/;

/** `random` is a whole number below 65536; it tells apart the runs of different machines that were started in one millisecond. */
export function runId(at: Date, random: number): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.replace(/[:Z]/g, '').replace('.', '-')}-${random.toString(16).padStart(4, '0')}`;
}
