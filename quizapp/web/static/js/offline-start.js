// On every page: the worker that knows what to show without a line; the rest once the page stands.
const { person } = document.getElementById("offline").dataset;
navigator.serviceWorker?.register("/sw.js").catch(() => {});
addEventListener("load", async () => {
  const session = await import("./offline-session.js");
  session.start(Number(person));
});
