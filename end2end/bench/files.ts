// Serves the files of a folder that were compressed ahead of time, as simply as can be.
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const TYPES: Record<string, string> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8" };

export interface Files {
  url: string;
  stop: () => Promise<void>;
}

/** Every `NAME.br` in the folder, from memory, on a free port. */
export async function serve(folder: string): Promise<Files> {
  const known = new Map<string, { type: string; bytes: Buffer }>();
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".br")) continue;
    const name = file.slice(0, -3);
    known.set(`/${name}`, { type: TYPES[path.extname(name)]!, bytes: await readFile(path.join(folder, file)) });
  }
  const server = createServer((request, response) => {
    const asked = new URL(request.url!, "http://localhost").pathname;
    const found = known.get(asked === "/" ? "/index.html" : asked);
    if (!found) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": found.type, "content-encoding": "br", "content-length": found.bytes.length }).end(found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
