/** What log.live.test.ts shows on 6.12, on the newest kernel there is. */
import { it } from 'vitest';
import { provoked } from './fixtures/provoked.ts';
import { REPORTS } from './fixtures/reports.ts';

it.each(REPORTS)('$what', async ({ how, check }) => {
  check(await provoked({ kernel: 'debian:7.3.4', ...how }));
});
