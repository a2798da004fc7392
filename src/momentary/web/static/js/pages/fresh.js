// Shows what is newer as soon as the worker has rendered it.

import { reloadAtNews } from "../news.js";

const notice = /** @type {HTMLElement} */ (document.querySelector("[data-fresh]"));

/** @param {{is_behind: boolean}} standing */
const isFresh = (standing) => !standing.is_behind;

reloadAtNews(notice.dataset.fresh, isFresh, { first_ms: 1500, most_ms: 20_000 });
