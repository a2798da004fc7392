// Tones by Web Audio. Phones let a page sound only after a tap, so it is woken by one and sleeps until it is needed.

const BEEP_S = 0.06, LOUDNESS = 0.2;
const CHIME_HZ = [660, 660, 880], APART_S = 0.22, ASLEEP_MS = 1500;

/** @type {AudioContext | null} */
let audio = null;

/** One short tone. @param {AudioContext} on @param {number} hz @param {number} at_s by the context's clock */
export function tone(on, hz, at_s) {
  const sounding = new OscillatorNode(on, { frequency: hz });
  const loudness = new GainNode(on, { gain: LOUDNESS });
  loudness.gain.setTargetAtTime(0, at_s + BEEP_S / 2, BEEP_S / 4);
  sounding.connect(loudness).connect(on.destination);
  sounding.start(at_s);
  sounding.stop(at_s + 2 * BEEP_S);
}

/** Makes later sounds possible; call it from a tap. A sleeping context takes nothing from the battery. */
export function wakeSound() {
  if (audio || !globalThis.AudioContext) return;
  const made = new AudioContext();
  audio = made;
  made.resume().then(() => made.suspend()).catch(() => undefined);
}

/** Three tones: something is over. Silent where no tap came before, or where the phone has no sound. */
export async function chime() {
  const on = audio;
  if (!on) return;
  try {
    await on.resume();
    CHIME_HZ.forEach((hz, place) => tone(on, hz, on.currentTime + 0.05 + place * APART_S));
    setTimeout(() => on.suspend().catch(() => undefined), ASLEEP_MS);
  } catch {
    // A phone in a call gives its sound to nobody else; the screen and the vibration tell it too.
  }
}
