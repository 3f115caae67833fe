/** Suites that no file describes: what commands call the rows that they make themselves. */
export const EXPLORE = 'explore';
export const REPRO = 'repro';
export const SENSITIVITY = 'sensitivity';
