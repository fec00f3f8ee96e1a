// Starts a real server of its own on a free port with an empty data directory, and runs the command line on the same data.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../..");
const binaries = {
  portico: process.env.PORTICO_BIN ?? path.join(root, "target/debug/portico"),
  /** The same server with the plugins of end2end/lab instead of the examples. */
  lab: process.env.PORTICO_LAB_BIN ?? path.join(root, "target/debug/portico-lab"),
};
const run = promisify(execFile);

export interface Claims {
  uid: string;
  orgs?: Record<string, "ADMIN" | "MEMBER">;
  org?: string;
}

export class Portico {
  private constructor(
    readonly url: string,
    private readonly binary: string,
    private readonly data: string,
    private readonly process: ChildProcess,
    private readonly log: string[],
  ) {}

  /** Starts a server; with `demo` it holds the demo host "acme-shop". Ready when it says on which address it listens. */
  static async start(options: { demo: boolean; lab?: boolean }): Promise<Portico> {
    const binary = options.lab ? binaries.lab : binaries.portico;
    const data = await mkdtemp(path.join(tmpdir(), "portico-e2e-"));
    const log: string[] = [];
    const child = spawn(binary, ["serve", "--addr", "127.0.0.1:0", ...(options.demo ? ["--demo"] : [])], {
      cwd: root,
      env: environment(data),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream! }).on("line", (line) => {
          log.push(line);
          const found = /listening on (http:\/\/[0-9.:]+)/.exec(line);
          if (found) resolve(found[1]!);
        });
      }
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log.join("\n")}`)));
    });
    return new Portico(url, binary, data, child, log);
  }

  /** Runs the command line on this server's data. */
  async cli(...args: string[]): Promise<string> {
    const { stdout } = await run(this.binary, args, { cwd: root, env: environment(this.data) });
    return stdout.trim();
  }

  /** A host JWT from the command line. */
  token(claims: Claims, host = "acme-shop"): Promise<string> {
    const orgs = Object.entries(claims.orgs ?? {}).flatMap(([org, role]) => ["--org", `${org}=${role}`]);
    const active = claims.org ? ["--active-org", claims.org] : [];
    return this.cli("token", "--host", host, "--uid", claims.uid, ...orgs, ...active);
  }

  /** What the server has logged so far. */
  get output(): string {
    return this.log.join("\n");
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      await ended;
    }
    await rm(this.data, { recursive: true, force: true });
  }
}

function environment(data: string): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PORTICO_")));
  return { ...inherited, PORTICO_DATA_DIR: data, PORTICO_SITE_ROOT: path.join(root, "target/site") };
}
