// The normal distribution, from the same table as the Python: the complementary error function refined by a Taylor step.

const STEP = 1 / 64;
const REACH = 9;
const ROOT = 1 / Math.sqrt(2 * Math.PI);
const CUT = 2;

/**
 * The complementary error function: a series with positive terms near zero, a continued fraction beyond.
 * @param {number} x
 * @returns {number}
 */
export function erfc(x) {
  if (x < 0) return 2 - erfc(-x);
  if (x < CUT) {
    let term = x, sum = x;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let below = x;
  for (let n = 90; n > 0; n--) below = x + n / (2 * below);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * below);
}

const COUNT = (2 * REACH) / STEP + 1;
const BELOW = new Float64Array(COUNT);
const DENSITY = new Float64Array(COUNT);
for (let i = 0; i < COUNT; i++) {
  const x = -REACH + i * STEP;
  BELOW[i] = 0.5 * erfc(-x / Math.SQRT2);
  DENSITY[i] = ROOT * Math.exp(-0.5 * x * x);
}

/**
 * A number rounded to a whole one, halves to the even: as the Python rounds.
 * @param {number} x
 * @returns {number}
 */
export function rounded(x) {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(x);
}

/**
 * The standard normal probability below z.
 * @param {number} z
 * @returns {number}
 */
export function cumulative(z) {
  const x = Math.min(Math.max(z, -REACH), REACH);
  const index = rounded((x + REACH) / STEP);
  const at = -REACH + index * STEP;
  const step = x - at;
  const slope = 1 - 0.5 * at * step + ((at * at - 1) * step * step) / 6;
  return Math.min(Math.max(BELOW[index] + DENSITY[index] * step * slope, 0), 1);
}

/**
 * The density over the probability below z; far below zero by the asymptotic series.
 * @param {number} z
 * @returns {number}
 */
export function inverseMills(z) {
  if (z < -5) {
    const inverse = 1 / (z * z);
    return -z / (1 - inverse * (1 - inverse * (3 - 15 * inverse)));
  }
  return (ROOT * Math.exp(-0.5 * z * z)) / cumulative(z);
}

/**
 * @param {number} x
 * @param {number} low
 * @param {number} high
 * @returns {number}
 */
export const clip = (x, low, high) => Math.min(Math.max(x, low), high);

/**
 * Probabilities from their logarithms up to a constant.
 * @param {ArrayLike<number>} logs
 * @returns {Float64Array}
 */
export function sharesOf(logs) {
  const shares = Float64Array.from(logs);
  let top = -Infinity, sum = 0;
  for (const one of shares) top = Math.max(top, one);
  for (let i = 0; i < shares.length; i++) sum += shares[i] = Math.exp(shares[i] - top);
  for (let i = 0; i < shares.length; i++) shares[i] /= sum;
  return shares;
}
