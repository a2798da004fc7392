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
