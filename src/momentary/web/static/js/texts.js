// Every text that a script shows, by key. Another language is another object of the same keys, passed to `speak`.
// Values stand in braces. A text that depends on a number has a key per plural form: `sets.one`, `sets.other`.

/** @typedef {Record<string, string>} Texts */

/** @type {Texts} */
export const ENGLISH = {
  // The bar
  "live": "Live",
  "unsent.one": "{count} unsent",
  "unsent.other": "{count} unsent",
  "all_sent": "All sent",
  "refused.one": "{count} refused",
  "refused.other": "{count} refused",
  "sign_in": "Sign in",
  "signed_out": "You are signed out. What you log stays on this phone until you sign in.",
  "somebody_else": "Somebody else is signed in here. Unsent sets of the first account wait on this phone until it signs in again.",
  "newer_version": "A newer version is ready.",
  "reload": "Reload",
  "storage_failed": "This phone could not keep the set: {reason}. Write it down, free some space, and reload.",
  "restoring": "The server is being restored. Sending goes on by itself.",
  "problem_of_sending": "Sending does not work: {fact} {next_step}",

  // Starting
  "session_today": "This session",
  "last_to_failure": "last to failure",
  "begun": "begun",
  "all_done": "all sets done",
  "exercises": "Exercises",
  "start_session": "Start session",
  "go_on": "Go on",
  "in_progress": "Session since {time}",
  "due_today": "Due today",
  "nothing_due": "Nothing is planned. Pick an exercise and begin.",
  "advice_as_of": "Advice as of {time}",
  "no_advice": "No advice yet: it comes when your log has been read. Logging works all the same.",
  "sets.one": "{count} set",
  "sets.other": "{count} sets",
  "to_failure": "to failure",

  // Picking
  "pick_exercise": "Pick an exercise",
  "search": "Search, or type a name of your own",
  "recent": "Recent",
  "found": "Found",
  "use_own": "Use “{name}” as my own exercise",
  "exercise": "Exercise",
  "other_exercise": "Other exercise",
  "back": "Back",

  // A set
  "sets_done": "Sets so far",
  "repetitions_missing": "How many repetitions? 0 is an answer.",
  "partials": "partial",
  "done": "done",
  "no_more_planned": "No further set is planned",
  "all_planned_done": "All planned sets are done. One more is yours to decide.",
  "set_number": "Set {number}",
  "of_planned": "of {planned}",
  "load": "Load",
  "load_per_hand": "Load of one hand",
  "load_added": "Added load",
  "assistance": "Help",
  "help_or_load": "Machine or band helps",
  "repetitions": "Repetitions",
  "partial_repetitions": "Partial repetitions",
  "less": "Less {what}",
  "more": "More {what}",
  "unit": "Unit",
  "side": "Side",
  "side.both": "Both",
  "side.left": "Left",
  "side.right": "Right",
  "warm_up": "Warm-up",
  "more_about_set": "More about this set",
  "guess_before": "Before: how many will be left?",
  "duration_seconds": "How long [s]",
  "note": "Note",
  "ended": "How did it end?",
  "ended.stopped": "Stopped",
  "ended.technical_failure": "Form broke",
  "ended.momentary_failure": "Could not move it",
  "ended.eccentric_failure": "Could not lower it",
  "ended.time": "Time was up",
  "ended.pain": "Pain",
  "ended.failure": "Failed",
  "ended.target": "Reached the number",
  "left": "How many were left?",
  "left_some": "{count} left",
  "judged": "Who says so?",
  "judged.lifter": "Me",
  "judged.partner": "Partner",
  "judged.coach": "Coach",
  "log_set": "Log set",
  "save": "Save",
  "logged": "Set logged.",
  "log_warm_up": "Log warm-up",
  "edit": "Change",
  "edit_set": "Change this set",
  "void_set": "Take it out",
  "void_sure": "Sure? It no longer counts.",
  "voided": "The set no longer counts.",
  "not_sent_yet": "not sent yet",
  "plates_each_side": "Each side: {plates}",
  "plates_on": "Plates: {plates}",
  "plates_none": "The bar alone",
  "plates_not": "These plates cannot make {load}. Nearest: {nearest}",
  "typed_wrong": "“{typed}” is no number. Type one like 82.5.",

  // The forecast
  "to_failure_bare": "To failure",
  "to_failure_at": "To failure at {load}",
  "likely": "{low}–{high} likely",
  "do": "Do",
  "do_repetitions": "{load} × {repetitions}",
  "rather_not": "Failure: rather not today",
  "not_today": "Failure: not today",
  "fits": "Failure fits here",

  // Rest
  "rest": "Rest",
  "rest_over": "Rest is over",
  "rest_off": "Off",
  "rest_on": "Rest timer",
  "rest_skip": "Lifting now",
  "rest_more": "+30 s",
  "notify_me": "Notify me when the rest is over",
  "rest_for": "Rest of {exercise}",

  // Extending a set
  "how": "How it is done",
  "extend": "Extend",
  "extend_set": "Extend this set",
  "extend_lifter": "You",
  "extend_partner": "Your partner",
  "extend_ends": "It ends:",
  "needs_partner": "needs a partner",
  "expect": "Expect {median}, likely {low} to {high}",
  "cost_of": "costs as much as {ratio} straight sets",
  "part_of": "Part {number} of {total}",
  "log_part": "Log part",
  "set_done": "Set is done",
  "rest_before": "Rest before [s]",
  "technique.straight": "straight",
  "technique.drop": "drop",
  "technique.rest_pause": "rest-pause",
  "technique.cluster": "cluster",
  "technique.partial": "partial",
  "technique.cheat": "cheat",
  "technique.negative": "negatives",
  "technique.assisted": "assisted",
  "technique.isometric": "hold",
  "method.drop-set": "Drop",
  "method.double-drop-set": "Double drop",
  "method.rest-pause": "Rest-pause",
  "method.machine": "Drop to the machine",
  "method.partial-repetitions": "Partials",
  "method.cheat-repetitions": "Cheat",
  "method.negatives": "Negatives",
  "method.assisted-repetitions": "Assisted",
  "help_from_partner": "Help [{unit}]",
  "lowering_seconds": "Lowering [s]",
  "metronome": "Metronome",
  "metronome_start": "Start metronome",
  "metronome_stop": "Stop metronome",

  // Pain
  "stop": "Stop.",
  "stop_pain": "Pain ends a set. The set is logged as it was.",
  "stop_more": "momentary plans no more of this exercise today. What it is, somebody who can examine you has to say.",
  "end_exercise": "Go to another exercise",
  "end_session": "End the session",

  // Supersets
  "superset": "Superset",
  "superset_with": "Superset with ...",
  "superset_end": "End the superset",

  // Finishing
  "finish": "Finish",
  "finish_session": "Finish session",
  "finished": "Session finished.",
  "session_title": "Title",
  "duration": "Duration",
  "nothing_logged": "Nothing is logged yet.",
  "throw_away": "Throw the empty session away",
  "keep_on": "Not yet",
  "body_mass": "Body mass",
  "minutes.one": "{count} min",
  "minutes.other": "{count} min",

  // The outbox
  "try_again": "Try again",
  "switch_log": "Use the log of who is signed in",
  "outbox": "Unsent",
  "outbox_lead": "This waits on this phone until the server has it.",
  "outbox_empty": "The server has everything.",
  "send_now": "Send now",
  "refused_lead": "The server did not take these. Nothing is lost: mend them, or save them as a file.",
  "mend": "Mend",
  "export_refused": "Save as file",
  "discard": "Discard",
  "discard_sure": "Discard for good?",
  "session.started": "Session started",
  "session.amended": "Session changed",
  "session.finished": "Session finished",
  "session.voided": "Session taken out",
  "session.imported": "Session imported",
  "set.logged": "Set",
  "set.amended": "Changed set",
  "set.voided": "Set taken out",

  // The partner
  "partner_view": "Partner view",
  "partner_lead": "Whoever opens this link sees what to do now and how much to help: nothing else of you. No account needed.",
  "partner_make": "Make a link",
  "partner_expires": "It works until {time}.",
  "partner_end": "End the link",
  "partner_offline": "A link needs reception. Try again when there is some.",
  "partner_code": "Code of the partner view",
  "share": "Share",
  "copied": "Copied.",
  "copy": "Copy",

  // This phone
  "options": "This phone",
  "left_handed": "Buttons for the left hand",
  "sound": "Sounds",
  "vibrate": "Vibration",
};

/** @type {Texts} */
let texts = ENGLISH;
let plurals = new Intl.PluralRules("en");
let locale = "en";
let numbers = numbersOf(locale);

/** @param {string} tag */
function numbersOf(tag) {
  return new Intl.NumberFormat(tag, { maximumFractionDigits: 3, useGrouping: false });
}

/**
 * Speaks another language; what it lacks stays English.
 * @param {string} language its tag, such as `de`
 * @param {Texts} [others]
 */
function speak(language, others = {}) {
  texts = { ...ENGLISH, ...others };
  plurals = new Intl.PluralRules(language);
  // As the device writes that language: en-GB has another clock than en-US.
  const own = globalThis.navigator?.languages?.find((one) => one.split("-")[0] === language.split("-")[0]);
  locale = own ?? language;
  numbers = numbersOf(locale);
}

/** Speaks the page's language, to be awaited before anything is shown; English where its texts cannot be had. */
export async function speakAsThePage() {
  const language = document.documentElement.lang || "en";
  if (language === "en") return speak("en");
  try {
    speak(language, (await import(`./languages/${language}.js`)).TEXTS);
  } catch {
    speak("en");
  }
}

/** How the language is written here: what dates are formatted by. */
export const writtenAs = () => locale;

/** A number as the language writes it. @param {number} value */
export const numberText = (value) => numbers.format(value + 0);

/**
 * Returns a text with its values put in. `values.count` chooses the plural form where there are several.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const count = values.count;
  const form = typeof count === "number" ? texts[`${key}.${plurals.select(count)}`] ?? texts[`${key}.other`] : undefined;
  const text = form ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? valueText(values[name]) : whole));
}

/** @param {string | number} value */
const valueText = (value) => (typeof value === "number" ? numberText(value) : value);
