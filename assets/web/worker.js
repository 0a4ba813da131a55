// The worker keeps the page's files, so that the page opens without a network. It keeps them all at once under the version
// that the host puts above these lines, so that no page is made of old and new parts. What the registry says is
// not kept here but by the page itself.

const kept = "page " + shell.version;

addEventListener("install", (event) => event.waitUntil(fetchAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method === "GET" && shell.files.includes(pathname)) event.respondWith(file(pathname));
});

async function fetchAll() {
  const cache = await caches.open(kept);
  await cache.addAll(shell.files.map((path) => new Request(path, { cache: "reload" })));
  await skipWaiting();
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name !== kept) await caches.delete(name);
  }
  await clients.claim();
}

async function file(path) {
  const cache = await caches.open(kept);
  return await cache.match(path) ?? fetch(path);
}
