// Swipes on a touch screen: left for Again or on, right for Good. They can be switched off in the
// dialog of keys; nothing can be done by a swipe alone.
const NAME = "quizapp-swipes-off";
const FAR_PX = 70;
const LEVEL = 0.5;
const EDGE_PX = 24;
const LONG_MS = 700;
const OWN = "input, textarea, select, dialog, .table-scroll, .steps";

export function swipe({ stage, spread }) {
  const on = document.getElementById("swipes-on");
  on.closest("label").hidden = false;
  on.checked = !localStorage.getItem(NAME);
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "yes");
  });

  const act = (right) => {
    const { kind, form } = spread().dataset;
    if (kind === "back") return `.rate[value="${right ? 3 : 1}"]`;
    if (kind === "ask" && form === "flashcard") return "[data-main]";
    return kind === "told" && !right && "[data-main]";
  };

  let start = null;
  stage.addEventListener(
    "touchstart",
    ({ touches, target, timeStamp }) => {
      const [{ clientX: x, clientY: y }] = touches;
      const atEdge = x < EDGE_PX || x > innerWidth - EDGE_PX;
      start = touches.length > 1 || atEdge || target.closest(OWN) ? null : { x, y, timeStamp };
    },
    { passive: true },
  );
  stage.addEventListener("touchend", ({ changedTouches, timeStamp }) => {
    if (!start || !on.checked) return;
    const across = changedTouches[0].clientX - start.x;
    const down = Math.abs(changedTouches[0].clientY - start.y);
    const slow = timeStamp - start.timeStamp > LONG_MS;
    start = null;
    if (slow || Math.abs(across) < FAR_PX || down > Math.abs(across) * LEVEL) return;
    const wanted = act(across > 0);
    if (wanted) stage.querySelector(wanted)?.click();
  });
}
