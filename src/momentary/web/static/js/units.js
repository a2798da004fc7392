// Loads in kilograms and pounds: what was typed is kept, kilograms are computed.

/** Kilograms in one avoirdupois pound: exact by the international agreement of 1959. */
export const KG_PER_LB = 0.45359237;

/** @typedef {"kg" | "lb"} Unit */
/** @typedef {{value: number, unit: Unit}} Load */

/**
 * A load in kilograms.
 * @param {Load} load
 * @returns {number}
 */
export const toKg = (load) => (load.unit === "lb" ? load.value * KG_PER_LB : load.value);

/**
 * A load in a unit, without the dust of conversion: to a thousandth.
 * @param {number} kg
 * @param {Unit} unit
 * @returns {Load}
 */
export const fromKg = (kg, unit) => ({ value: Math.round((unit === "lb" ? kg / KG_PER_LB : kg) * 1000) / 1000, unit });

/**
 * The same load in the other unit or the same one; one already in the unit stays as it was typed.
 * @param {Load} load
 * @param {Unit} unit
 * @returns {Load}
 */
export const inUnit = (load, unit) => (load.unit === unit ? load : fromKg(toKg(load), unit));

/**
 * Whether two loads are one, however they were typed.
 * @param {number} oneKg
 * @param {number} otherKg
 * @returns {boolean}
 */
export const isSameKg = (oneKg, otherKg) => Math.abs(oneKg - otherKg) < 0.01;

/**
 * A number that somebody typed, with a decimal comma or point; null where it is none, or below zero.
 * @param {string} text
 * @returns {number | null}
 */
export function readNumber(text) {
  const plain = text.trim().replace(",", ".");
  return /^\d{1,6}(\.\d{0,4})?$|^\.\d{1,4}$/.test(plain) ? Number(plain) : null;
}

/**
 * A number as it is read at a glance in a language: at most two places, no zeros at the end.
 * @param {number} value
 * @param {string} [language]
 * @returns {string}
 */
export const showNumber = (value, language) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);

/**
 * A load with its unit, as people write it.
 * @param {Load} load
 * @param {string} [language]
 * @returns {string}
 */
export const showLoad = (load, language) => `${showNumber(load.value, language)} ${load.unit}`;
