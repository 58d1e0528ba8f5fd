// Tells the time left in words. The server says how many seconds there are; this counts them on.
import { counted, fill } from "./words.js";

const MARKS = [60, 30, 10, 5, 1].map((minutes) => minutes * 60);
const NOTICED = 60; // Seconds: an end moved by more is told; less is rounding and the way here.

// onEnd: the time is over. onMove: the end was moved, with words for it.
export function makeClock({ place, voice, said, onEnd, onMove }) {
  const shown = place.querySelector("span");
  let ends = Infinity;
  let passed = Infinity;
  let done = false;

  const left = () => (ends - performance.now()) / 1000;
  const mark = (seconds) => Math.min(...MARKS.filter((each) => seconds <= each), Infinity);

  function words(seconds) {
    if (seconds === Infinity) return said.unlimited;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 1) return said.moment;
    if (minutes < 60) return counted(said.minutes, minutes);
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) return counted(said.days, Math.floor(hours / 24));
    const values = { hours, minutes: minutes % 60 };
    return fill(values.minutes ? said.both : said.hours, values);
  }

  function tick() {
    if (done) return;
    const seconds = left();
    const text = seconds > 0 ? words(seconds) : said.over;
    if (shown.textContent !== text) shown.textContent = text;
    // Said aloud at a few calm marks, not each minute.
    if (mark(seconds) < passed && seconds > 0) {
      passed = mark(seconds);
      voice.textContent = words(passed);
    }
    if (seconds <= 0) {
      done = true;
      voice.textContent = said.over;
      onEnd();
    }
  }

  // seconds: null without a limit.
  function set(seconds, { first = false } = {}) {
    if (done) return;
    const before = left();
    ends = seconds === null ? Infinity : performance.now() + seconds * 1000;
    if (first || before !== left()) {
      const moved = Math.abs(left() - before) > NOTICED;
      if (first || moved) passed = mark(left());
      if (moved && !first) onMove(fill(said.more, { left: words(left()) }));
    }
    tick();
  }

  setInterval(tick, 1000);
  return { set };
}
