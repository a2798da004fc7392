// Keeps the shell of the live page, so that it opens without reception. Never keeps a page that is somebody's.
// The server puts `self.SHELL` before this text: the shell's version, its pages and its files.

const worker = /** @type {any} */ (self);
/** @type {{version: string, language: string, live: string, offline: string, files: string[]}} */
const shell = worker.SHELL;
const PREFIX = "momentary-shell-";
const NAME = PREFIX + shell.version;
const files = new Set(shell.files);

worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(keep());
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const request = /** @type {Request} */ (event.request);
  if (request.method !== "GET") return;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (files.has(address.pathname)) event.respondWith(kept(address.pathname, request));
  else if (request.mode === "navigate") event.respondWith(online(request));
});

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(show());
});

/** All files or none: a shell with a hole would fail in the basement. */
async function keep() {
  const cache = await caches.open(NAME);
  // Without cookies the pages of the shell are the same for everybody of a language.
  const asked = /** @type {RequestInit} */ ({ cache: "no-cache", credentials: "omit", headers: { "Accept-Language": shell.language } });
  const answers = shell.files.map((file) => fetch(new Request(file, asked)));
  for (const [index, answer] of (await Promise.all(answers)).entries()) {
    if (!answer.ok || answer.redirected) throw new Error(`${shell.files[index]} answered ${answer.status}.`);
    await cache.put(shell.files[index], answer);
  }
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

/** @param {string} path @param {Request} request */
async function kept(path, request) {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}

/** @param {Request} request */
async function online(request) {
  try {
    return await fetch(request);
  } catch {
    return kept(shell.offline, request);
  }
}

async function show() {
  const windows = await worker.clients.matchAll({ type: "window" });
  const open = windows.find((/** @type {any} */ one) => new URL(one.url).pathname === shell.live);
  return open ? open.focus() : worker.clients.openWindow(shell.live);
}
