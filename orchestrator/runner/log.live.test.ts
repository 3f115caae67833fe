/** The log's witness against kernels that really report: each of what they can say worst is named by what it is, whatever made them say it. */
import { it } from 'vitest';
import { provoked } from './fixtures/provoked.ts';
import { REPORTS } from './fixtures/reports.ts';

it.each(REPORTS)('$what', async ({ how, check }) => {
  check(await provoked({ kernel: 'debian:6.12', ...how }));
});
