// Building pages of elements, without markup in texts: what a lifter types is never markup.

import { numberText } from "../texts.js";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Makes an element. Properties that begin with `on` are listeners; `class`, `for`, `aria-*` and `data-*` are attributes.
 * @param {string} tag @param {Record<string, any>} [properties] @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-") && name !== "list" && name !== "for") /** @type {any} */ (element)[name] = value;
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  put(element, ...children);
  return element;
}

/** @param {Element} element @param {...(Child | Child[])} children */
export function put(element, ...children) {
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) element.append(child);
}

/**
 * Puts children in place of the old ones. What stands there already stays, with its layout; what had the focus has it
 * again where it is still there.
 * @param {Element} root @param {(Node | null | undefined | false)[]} children
 */
export function show(root, children) {
  const focused = document.activeElement?.id;
  const wanted = /** @type {Node[]} */ (children.filter(Boolean));
  for (const old of [...root.childNodes]) if (!wanted.includes(old)) old.remove();
  wanted.forEach((child, place) => {
    if (root.childNodes[place] !== child) root.insertBefore(child, root.childNodes[place] ?? null);
  });
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Parts of a screen that stay on it: one is made anew only when what it is made of has changed. */
export class Parts {
  constructor() {
    /** @type {Map<string, {of: unknown[], element: HTMLElement}>} */
    this.made = new Map();
  }

  /** @param {string} name @param {unknown[]} of @param {() => HTMLElement} make @returns {HTMLElement} */
  get(name, of, make) {
    const old = this.made.get(name);
    if (old && old.of.length === of.length && of.every((one, place) => Object.is(one, old.of[place]))) return old.element;
    const element = make();
    this.made.set(name, { of, element });
    return element;
  }
}

/** Shows anew what the fields in an element hold. @param {Element} root */
export function refill(root) {
  for (const field of root.querySelectorAll(".stepper, .choice, .ending")) field.dispatchEvent(new Event("refill"));
}

/** @param {string} text @param {() => void} onclick @param {Record<string, any>} [properties] */
export function button(text, onclick, properties = {}) {
  return h("button", { type: "button", class: "button", onclick, ...properties }, text);
}

/**
 * A number with a thumb-sized button on either side; holding one goes on. It holds nothing itself: `onchange` changes what
 * `value` tells.
 * @param {{id: string, label: string, value: () => number | null, step: number, least?: number, most?: number, whole?: boolean,
 *   less: string, more: string, unit?: string, next?: (value: number, way: 1 | -1) => number, onchange: (value: number | null) => void, onfault?: (typed: string) => void}} given
 * @returns {HTMLElement}
 */
export function stepper(given) {
  const { id, step, least = 0, most = 9999 } = given;
  const input = /** @type {HTMLInputElement} */ (
    h("input", { id, type: "text", inputMode: given.whole ? "numeric" : "decimal", autocomplete: "off", value: shown(given.value()), enterKeyHint: "done" })
  );
  const write = () => {
    input.value = shown(given.value());
    input.removeAttribute("aria-invalid");
  };
  const refresh = () => {
    if (numberOf(input.value) !== given.value()) write();
  };
  const within = (/** @type {number} */ value) => Math.min(most, Math.max(least, value));
  const set = (/** @type {number} */ next) => {
    given.onchange(within(next));
    write();
  };
  const go = (/** @type {1 | -1} */ sign) => {
    const value = given.value();
    if (given.next && value !== null) return set(given.next(value, sign));
    const from = value ?? least;
    // To the next multiple: 81 and a step of 2.5 becomes 82.5, not 83.5.
    const next = sign > 0 ? Math.floor(from / step + 1e-9) + 1 : Math.ceil(from / step - 1e-9) - 1;
    set(value === null ? Math.max(least, sign > 0 ? step : least) : round(next * step));
  };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    go(event.key === "ArrowUp" ? 1 : -1);
  });
  input.addEventListener("input", () => {
    const typed = numberOf(input.value);
    if (typed === undefined || (given.whole && typed !== null && !Number.isInteger(typed))) input.setAttribute("aria-invalid", "true");
    else {
      input.removeAttribute("aria-invalid");
      given.onchange(typed === null ? null : within(typed));
    }
  });
  input.addEventListener("change", () => {
    if (input.getAttribute("aria-invalid")) given.onfault?.(input.value);
    else write();
  });
  return h(
    "div", { class: "stepper", onrefill: refresh },
    h("label", { for: id }, given.label, given.unit ? h("span", { class: "unit" }, ` ${given.unit}`) : null),
    h("div", { class: "row" }, held("−", given.less, () => go(-1)), input, held("+", given.more, () => go(1))),
  );
}

/** @param {string} sign @param {string} label @param {() => void} act */
function held(sign, label, act) {
  const element = h("button", { type: "button", class: "step", "aria-label": label, onclick: act }, sign);
  let timer = 0;
  const end = () => clearInterval(timer);
  element.addEventListener("pointerdown", () => {
    end();
    const began = Date.now();
    timer = window.setInterval(() => Date.now() - began > 450 && act(), 110);
  });
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur"]) element.addEventListener(name, end);
  element.addEventListener("contextmenu", (event) => event.preventDefault());
  return element;
}

/**
 * A choice among a few, as buttons in a row; the chosen one may be taken back where `null` is a choice. Like a stepper it
 * holds nothing itself.
 * @template {string | number | null} T
 * @param {{id: string, label: string, options: [T, string][], value: () => T | null, onchange: (value: T | null) => void,
 *   may_be_empty?: boolean, class?: string, hide_label?: boolean}} given
 */
export function choice(given) {
  const buttons = given.options.map(([value, text], index) =>
    h("button", {
      type: "button", id: `${given.id}-${index}`, class: "option", "data-value": String(value), "aria-pressed": String(value === given.value()),
      onclick: () => {
        given.onchange(given.value() === value && given.may_be_empty ? null : value);
        press();
      },
    }, text),
  );
  const press = () => {
    const chosen = given.value();
    given.options.forEach(([value], index) => buttons[index].setAttribute("aria-pressed", String(value === chosen)));
  };
  return h("fieldset", { class: `choice ${given.class ?? ""}`, onrefill: press }, h("legend", { class: given.hide_label ? "aside" : "" }, given.label), h("div", { class: "options" }, buttons));
}

/** @param {string} id @param {string} label @param {boolean} value @param {(value: boolean) => void} onchange */
export function check(id, label, value, onchange) {
  const input = h("input", { id, type: "checkbox", checked: value, onchange: (/** @type {Event} */ event) => onchange(/** @type {HTMLInputElement} */ (event.target).checked) });
  return h("div", { class: "field check" }, h("label", { for: id }, label), input);
}

/** A button that asks once more before it acts. @param {string} text @param {string} sure @param {() => void} act @param {Record<string, any>} [properties] */
export function sureButton(text, sure, act, properties = {}) {
  let asked = false;
  const element = button(text, () => {
    if (asked) return act();
    asked = true;
    element.textContent = sure;
    setTimeout(() => {
      asked = false;
      element.textContent = text;
    }, 4000);
  }, properties);
  return element;
}

/** Whether all that is typed can be read; else it says what cannot, and goes there. @param {(text: string) => void} say told what was typed */
export function isReadable(say) {
  const wrong = /** @type {HTMLInputElement | null} */ (document.querySelector("input[aria-invalid]"));
  if (!wrong) return true;
  say(wrong.value);
  wrong.focus();
  return false;
}

/** @param {number | null} value */
export function shown(value) {
  return value === null ? "" : numberText(round(value));
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 1000) / 1000;
}

/** Reads a typed number; null where there is none, undefined where it is none. @param {string} text @returns {number | null | undefined} */
export function numberOf(text) {
  const clean = text.trim().replace(",", ".");
  if (clean === "") return null;
  return /^\d+(\.\d*)?$|^\.\d+$/.test(clean) ? Number(clean) : undefined;
}
