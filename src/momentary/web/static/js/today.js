// Shows newer advice as soon as the worker has given it.

import { reloadAtNews } from "./news.js";

/** @typedef {{position: number, advised: number | null, advised_at: string | null}} Standing */

const notice = /** @type {HTMLElement} */ (document.querySelector("[data-standing]"));
const before = Date.parse(notice.dataset.advised || "") || 0;

/** @param {Standing} standing */
const isNewer = ({ position, advised, advised_at }) => Date.parse(advised_at ?? "") > before && (advised ?? 0) >= position;

reloadAtNews(notice.dataset.standing, isNewer, { first_ms: 700, most_ms: 15_000 });
