// The script of the embed, loaded once for each server.

const loading = new Map();

/**
 * @param {string} server the origin that Portico runs on
 * @returns {Promise<void>} when its elements are defined
 */
export function loadEmbed(server) {
  const url = new URL("/embed.js", server).href;
  if (!loading.has(url)) loading.set(url, append(url));
  return loading.get(url);
}

function append(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = url;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      // The next one tries again.
      loading.delete(url);
      script.remove();
      reject(new Error(`${url} could not be loaded`));
    });
    document.head.append(script);
  });
}
