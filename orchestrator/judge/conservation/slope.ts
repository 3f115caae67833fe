/** How fast something goes up or down over points that are one step apart, by least squares. */

/** Per step. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value, step) => sum + (step - middle) * (value - mean), 0) / spread(values.length);
}

/** Sum of squared distances of the steps from their middle: noise of standard deviation s makes a slope of deviation s / sqrt(spread). */
export const spread = (count: number): number => (count * (count * count - 1)) / 12;

/** As a slope is told. */
export const tenths = (value: number): string => String(Math.round(value * 10) / 10);
