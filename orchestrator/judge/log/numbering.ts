/**
 * The numbers of log records. The console prints none, so what it lost without saying so can only be told by counting: the agent
 * reads /dev/kmsg behind each operation and says which records there were, and how many lines of them the console was to print.
 */
/** `6,339,5140900,-;message`, a record of /dev/kmsg `[Documentation/ABI/testing/dev-kmsg]`. */
const RECORD = /^\d+,(\d+),\d+,[^;]*;/;

/** The number of a record of /dev/kmsg; undefined for a line of a console. */
export function sequenceOf(line: string): number | undefined {
  const number = RECORD.exec(line)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** What the agent read from /dev/kmsg since its last account. */
export interface LogAccount {
  /** Numbers of the first record read and of the one after the last, which is the operation's end marker. */
  readonly first: number;
  readonly next: number;
  /** Records it did read. */
  readonly read: number;
  /** read(2) said EPIPE: the ring buffer had been overwritten. */
  readonly overrun: boolean;
  /** Lines that the console was to print: those of records whose level is below the console's log level. */
  readonly printed: number;
}

/**
 * Why the log is not whole, if it is not.
 * @param before the account before this one; undefined for the first
 * @param seen lines with printk's prefix that the console has shown between the two end markers, the later one included
 */
export function accountGap(before: LogAccount | undefined, account: LogAccount, seen: number): string | undefined {
  if (account.overrun) return '/dev/kmsg was overwritten before it was read';
  if (before && account.first !== before.next) return `record ${before.next - 1} of /dev/kmsg was followed by ${account.first}`;
  if (account.read !== account.next - account.first) return `${account.read} records of /dev/kmsg between ${account.first} and ${account.next}`;
  return account.printed === seen ? undefined : `the console shows ${seen} lines of ${account.printed}`;
}
