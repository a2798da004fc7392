// The entry: opens the phone's database, draws what is there, and only then looks for the server.

import { RestTimer, clock } from "../rest_timer.js";
import { wakeSound } from "../sound.js";
import { speakAsThePage, t } from "../texts.js";
import { App } from "./app.js";
import { Bundle } from "./bundle.js";
import { Parts, button, h, show } from "./dom.js";
import { Foresight } from "./foresight.js";
import { Log } from "./log.js";
import { Partner } from "./partner.js";
import { extendScreen, partScreen } from "./screens/extend.js";
import { liftScreen, setList } from "./screens/lift.js";
import { editScreen, finishScreen, outboxScreen, stopScreen } from "./screens/others.js";
import { partnerScreen } from "./screens/partner.js";
import { pickScreen } from "./screens/pick.js";
import { startScreen } from "./screens/start.js";
import { Store, currentStore, rememberStore, switchTo } from "./store.js";
import { Sync } from "./sync.js";
import { silence } from "./tempo.js";

/** @type {Record<string, (app: App, screen: any) => import("./dom.js").Child[]>} */
const SCREENS = {
  start: startScreen, pick: pickScreen, lift: liftScreen, extend: extendScreen, part: partScreen, edit: editScreen,
  stop: stopScreen, finish: finishScreen, outbox: outboxScreen, partner: partnerScreen,
};
// Screens that show nothing which sync could change, or on which somebody may be typing.
const QUIET = new Set(["pick", "extend", "part", "edit", "stop", "finish", "partner"]);
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const bar = /** @type {HTMLElement} */ (document.getElementById("bar"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));

/** @param {App} app @param {RestTimer} timer */
function draw(app, timer) {
  const screen = app.live.screen;
  silence();
  document.body.classList.toggle("left-handed", app.preferences.left_handed);
  if (document.body.dataset.screen !== screen.name) app.parts = new Parts();
  document.body.dataset.screen = screen.name;
  show(main, [notices(app), ...(SCREENS[screen.name] ?? startScreen)(app, screen)]);
  drawBar(app);
  timer.run(app.live.rest);
  app.partner.tell();
}

/** @param {App} app */
function drawBar(app) {
  const unsent = app.log.unsent().length;
  const refused = app.log.refused().length;
  const text = [refused > 0 ? t("refused", { count: refused }) : "", unsent > 0 || refused === 0 ? (unsent > 0 ? t("unsent", { count: unsent }) : t("all_sent")) : ""].filter(Boolean).join(" · ");
  const state = refused > 0 ? "refused" : unsent > 0 ? "unsent" : "sent";
  const chip = /** @type {HTMLElement} */ (bar.querySelector("#unsent") ?? bar.appendChild(h("button", { type: "button", id: "unsent", onclick: () => app.go({ name: "outbox" }) })));
  chip.className = `chip ${state}`;
  if (chip.textContent !== text) chip.textContent = text;
  chip.dataset.count = String(unsent);
}

/** Draws what sync or another tab has changed, without taking anything from under a thumb. @param {App} app @param {RestTimer} timer */
function refresh(app, timer) {
  const screen = app.live.screen.name;
  if (screen !== "lift" && !QUIET.has(screen)) return draw(app, timer);
  drawBar(app);
  if (screen === "lift") setList(app, app.setsOf(app.live.exercise));
  const [before, now] = [document.getElementById("notices"), notices(app)];
  if (before !== now) before?.replaceWith(now);
}

/** What needs attention, above everything. @param {App} app */
function notices(app) {
  const { outcome, newer, log: { failure } } = app;
  return app.parts.get("notices", [failure, outcome?.state, outcome?.athlete, outcome?.problem?.fact, newer], () => h("div", { id: "notices" }, noticesOf(app)));
}

/** @param {App} app */
function noticesOf(app) {
  const found = [];
  const outcome = app.outcome;
  if (app.log.failure) found.push(h("p", { class: "notice fault" }, t("storage_failed", { reason: String(app.log.failure) }), " ", button(t("try_again"), () => app.log.retry(), { class: "button quiet" })));
  if (outcome?.state === "signed out") {
    found.push(h("p", { class: "notice", id: "signed-out" }, t("signed_out"), " ", h("a", { class: "button", href: `/accounts/login/?next=${encodeURIComponent(location.pathname)}` }, t("sign_in"))));
  }
  if (outcome?.state === "somebody else") {
    found.push(h("div", { class: "notice", id: "somebody-else" }, h("p", {}, t("somebody_else")),
      outcome.athlete ? button(t("switch_log"), () => change(/** @type {string} */ (outcome.athlete)), { id: "switch", class: "button quiet" }) : null));
  }
  if (outcome?.state === "busy") found.push(h("p", { class: "notice" }, t("restoring")));
  if (outcome?.state === "problem" && outcome.problem) found.push(h("p", { class: "notice fault" }, t("problem_of_sending", { ...outcome.problem })));
  if (app.newer) found.push(h("p", { class: "notice", id: "newer" }, t("newer_version"), " ", button(t("reload"), () => app.newer?.(), { class: "button quiet" })));
  return found;
}

/** @param {string} athlete */
function change(athlete) {
  switchTo(athlete);
  location.reload();
}

/** @param {App} app */
function restTimer(app) {
  return new RestTimer({
    onleft: (left_s) => {
      const shown = document.getElementById("rest-left");
      if (shown) shown.textContent = clock(left_s);
    },
    onover: () => {
      app.say(t("rest_over"));
      app.keep();
      document.querySelector(".after")?.classList.add("over");
    },
    words: (rest) => ({ title: t("rest_over"), body: t("rest_for", { exercise: rest.exercise }) }),
    wishes: () => ({ vibrate: app.preferences.vibrate, notify: true, sound: app.preferences.sound }),
  });
}

/** Sends when something changed, when the phone has reception again, and after a while when it had none. */
class Sender {
  /** @param {App} app @param {Sync} sync @param {() => void} tell */
  constructor(app, sync, tell) {
    this.app = app;
    this.sync = sync;
    this.tell = tell;
    this.timer = 0;
    this.running = false;
    this.again = false;
    this.asked = 0;
  }

  async run() {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      await this.app.log.retry();
      const outcome = await this.sync.run();
      this.app.outcome = outcome;
      await this.app.log.reload();
      this.tell();
      if (outcome.state === "somebody else" && outcome.athlete && this.app.log.outbox.length === 0) change(outcome.athlete);
      if (outcome.state === "sent") await this.settled(outcome);
      if (outcome.wait_s !== null) this.timer = window.setTimeout(() => this.run(), outcome.wait_s * 1000);
    } catch (error) {
      // The database is gone, or a defect of ours: nothing is lost that was on disk, and the next try may go well.
      console.error(error);
      this.timer = window.setTimeout(() => this.run(), 60_000);
    } finally {
      this.running = false;
    }
    if (this.again) {
      this.again = false;
      this.run();
    }
  }

  /** @param {import("./sync.js").Outcome} outcome */
  async settled(outcome) {
    const athlete = await this.app.store.get("athlete");
    if (athlete) rememberStore(athlete, this.app.store.name);
    const waits_ms = [2500, 6000, 15_000, 40_000];
    if (this.asked === 0) this.ask([0, ...waits_ms]);
    else if (outcome.changed) this.ask(waits_ms);
  }

  /** Asks for the advice that the server makes of what it got; it takes a moment. @param {number[]} waits_ms */
  async ask(waits_ms) {
    const turn = ++this.asked;
    for (const wait of waits_ms) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (turn !== this.asked || (await fetchBundle(this.app))) return;
    }
  }
}

/** @param {App} app @returns {Promise<boolean>} whether the advice has seen the whole log */
async function fetchBundle(app) {
  try {
    const headers = { Accept: "application/json", ...(app.etag ? { "If-None-Match": app.etag } : {}) };
    const answer = await fetch("/phone/bundle", { headers, redirect: "error", signal: AbortSignal.timeout?.(20_000) });
    if (answer.status === 200 && answer.headers.get("Content-Type")?.includes("json")) {
      const content = await answer.json();
      const athlete = await app.store.get("athlete");
      if (!String(content.format).startsWith("momentary-today/1") || (content.athlete && content.athlete !== athlete)) return true;
      app.etag = answer.headers.get("ETag");
      app.bundle = new Bundle(content);
      await app.store.put("bundle", { etag: app.etag, content });
      document.body.dataset.advised = "true";
      if (!QUIET.has(app.live.screen.name) && document.activeElement?.tagName !== "INPUT") app.draw();
    }
    return (app.bundle.content.position ?? 0) >= ((await app.store.get("position")) ?? 0);
  } catch {
    return false;
  }
}

/** @param {App} app */
async function keepShell(app) {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register("/sw.js");
  const offer = () => {
    const waiting = registration.waiting;
    if (!waiting || !navigator.serviceWorker.controller) return;
    app.newer = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    };
    app.refresh();
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  // Without a session nothing is in the way of a newer shell.
  if (registration.waiting && !app.live.session) app.newer?.();
}

async function begin() {
  const [store] = await Promise.all([Store.open(currentStore()), speakAsThePage()]);
  const app = new App(store, new Log(store));
  const timer = restTimer(app);
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(store.name) : null;
  const sender = new Sender(app, new Sync(store), () => channel?.postMessage("changed"));
  let work = 0;
  let silence = 0;
  app.draw = () => draw(app, timer);
  app.refresh = () => refresh(app, timer);
  app.later = (/** @type {() => void} */ what) => {
    cancelAnimationFrame(work);
    work = requestAnimationFrame(() => setTimeout(what));
  };
  app.say = (/** @type {string} */ text) => {
    said.textContent = text;
    said.classList.toggle("shown", text !== "");
    clearTimeout(silence);
    silence = window.setTimeout(() => said.classList.remove("shown"), 4000);
  };
  app.send = () => void sender.run();
  app.foresight = new Foresight(app);
  app.partner = new Partner(app);
  await app.wake();
  app.log.changed = () => app.refresh();
  app.draw();
  document.body.dataset.ready = "true";
  channel?.addEventListener("message", () => app.log.reload());
  document.addEventListener("click", () => app.preferences.sound && wakeSound());
  for (const event of ["online", "focus", "pageshow"]) window.addEventListener(event, () => app.send());
  document.addEventListener("visibilitychange", () => {
    timer.run(app.live.rest);
    app.send();
  });
  keepShell(app).catch(() => {});
  navigator.storage?.persist?.();
  app.send();
  await app.foresight.load();
  const guide = await fetch("/live/guide.json").then((answer) => answer.json()).catch(() => null);
  app.readGuide(guide);
  if (document.activeElement?.tagName !== "INPUT") app.draw();
}

begin().catch((error) => {
  show(main, [h("h1", {}, t("live")), h("p", { class: "fault" }, t("storage_failed", { reason: String(error) }))]);
});
