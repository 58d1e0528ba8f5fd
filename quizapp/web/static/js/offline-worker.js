// The service worker. SITE, with the edition of the files, is put before it by the server.
// Pages are never kept, they are personal: without a line the offline page stands in for them.
const CACHE = `quizapp-${SITE.edition}`;
const PATIENCE_MS = 8000;
const DAILY = ["/", "/today", "/study"];
importScripts(...SITE.queue);

addEventListener("install", (event) => {
  // What is sent goes straight to the server: a page that is left could lose it on its way here.
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" })?.catch(() => {});
  const pages = Object.values(SITE.pages).map(
    (page) => new Request(page, { credentials: "omit", cache: "no-store" }),
  );
  const fetched = caches.open(CACHE).then((cache) => cache.addAll([...pages, ...SITE.files]));
  event.waitUntil(fetched.then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await registration.navigationPreload?.enable();
      await clients.claim();
    })(),
  );
});

const kept = async (address) => (await caches.open(CACHE)).match(address);

// The offline page in the language of who was last signed in here.
async function standIn() {
  const who = await quizappQueue.get("who").catch(() => null);
  return kept(SITE.pages[who?.lang] ?? SITE.pages[SITE.source]);
}

async function visit(event) {
  const answer = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  const path = new URL(event.request.url).pathname;
  if (DAILY.includes(path)) {
    // On a bad line, better the cards at hand than a white page.
    const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
    answer.catch(() => {});
    const first = await Promise.race([answer.catch(() => null), late]);
    return first ?? (await standIn()) ?? answer;
  }
  return answer.catch(async () => (await standIn()) ?? Response.error());
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (SITE.files.includes(url.pathname)) {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  }
});

addEventListener("sync", (event) => {
  if (event.tag !== quizappQueue.TAG) return;
  event.waitUntil(
    quizappQueue.flush().then(({ why }) => {
      // A failure lets the browser try once more later.
      if (why) throw new Error(why);
    }),
  );
});
