/**
 * What KernelCI's common report database takes (kcidb-io, schema 5.3), as far as daxlab has something to say: checkouts, builds of them, tests of those, and the
 * issues that tests came upon. Nowhere wider than the original, which has much more that may be told.
 */
import { z } from 'zod';

export const ORIGIN = 'daxlab';

const id = z.string().regex(/^[a-z0-9_]+:[^\0]+$/, 'an origin, a colon, and what is unique within the origin');
const text = z.string().regex(/^[^\0]*$/);
const excerpt = text.max(16_384);
const time = z.iso.datetime();
const status = z.enum(['FAIL', 'ERROR', 'MISS', 'PASS', 'DONE', 'SKIP']);
const misc = z.record(z.string(), z.unknown());
const own = { id, origin: z.literal(ORIGIN), comment: text.optional(), start_time: time.optional(), misc: misc.optional() };

const checkoutSchema = z.strictObject({ ...own, tree_name: text.optional(), valid: z.boolean() });

const buildSchema = z.strictObject({
  ...own, checkout_id: id, architecture: z.string().regex(/^[a-z0-9_]*$/), config_name: text.optional(), status: status.optional(),
});

const testSchema = z.strictObject({
  ...own,
  build_id: id,
  /** In the tree of tests: it must not change, or the history of the test ends. */
  path: z.string().regex(/^([a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*)?$/),
  status,
  /** Seconds. */
  duration: z.number().nonnegative().optional(),
  environment: z.strictObject({ comment: text.optional(), misc: misc.optional() }),
  log_excerpt: excerpt.optional(),
});

/** The newest version of an issue is the one that counts. */
const version = z.int().min(0);

const issueSchema = z.strictObject({
  id, version, origin: z.literal(ORIGIN), report_subject: text, culprit: z.strictObject({ code: z.boolean(), tool: z.boolean(), harness: z.boolean() }), misc: misc.optional(),
});

const incidentSchema = z.strictObject({ id, origin: z.literal(ORIGIN), issue_id: id, issue_version: version, test_id: id, present: z.boolean() });

export const kcidbSchema = z.strictObject({
  version: z.strictObject({ major: z.literal(5), minor: z.literal(3) }),
  checkouts: z.array(checkoutSchema),
  builds: z.array(buildSchema),
  tests: z.array(testSchema),
  issues: z.array(issueSchema),
  incidents: z.array(incidentSchema),
});

export type Kcidb = z.output<typeof kcidbSchema>;
export type KcidbStatus = z.output<typeof status>;
