// The relay's part in the protocol: handshake, pings, passing on, and the end.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { decode } from "./decode.js";
import { createRunning, createSandbox, LIMITS, SOURCE } from "./sandbox.js";

test("the relay announces itself once and makes nothing before it is started", () => {
  const sandbox = createSandbox();
  assert.deepEqual(JSON.parse(JSON.stringify(sandbox.toParent)), [[{ portico: "ready" }, "*"]]);
  assert.equal(sandbox.workers.length, 0);
});

test("a start makes a worker of exactly that code, named after the plugin", () => {
  const sandbox = createSandbox();
  sandbox.start({ code: "line 1\nline 2", name: "acme-reviews" });
  const [worker] = sandbox.workers;
  assert.equal(worker.code, "line 1\nline 2");
  assert.equal(worker.options.name, "acme-reviews");
});

test("THREATS 23: only the parent starts a plugin, not a sibling frame or the worker's own frame", () => {
  const sandbox = createSandbox();
  sandbox.start({ source: { postMessage() {} } });
  sandbox.start({ source: null });
  assert.equal(sandbox.workers.length, 0);
  sandbox.start();
  assert.equal(sandbox.workers.length, 1);
});

test("THREATS 24: the port is taken once; PARITY 39: a later start changes nothing", () => {
  const sandbox = createSandbox();
  const first = sandbox.start({ code: "first" });
  const second = sandbox.start({ code: "second" });
  assert.equal(sandbox.workers.length, 1);
  sandbox.workers[0].answerPings();
  assert.deepEqual(first.words(), [["up"]]);
  assert.deepEqual(second.got, []);
  second.send(["ping", 1]);
  assert.equal(sandbox.workers[0].toWorker.length, 0);
});

test("THREATS 24: messages that are no start, or bring no port or two, are not taken", () => {
  const sandbox = createSandbox();
  for (const data of [null, undefined, 1, "start", {}, { portico: "ready" }, [["portico", "start"]]]) sandbox.post(data, { ports: [{}] });
  sandbox.post({ portico: "start", code: "", limits: LIMITS });
  sandbox.post({ portico: "start", code: "", limits: LIMITS }, { ports: [{}, {}] });
  assert.equal(sandbox.workers.length, 0);
});

test("the worker is up when it has answered, however late it begins to listen", () => {
  const sandbox = createSandbox();
  const port = sandbox.start();
  const [worker] = sandbox.workers;
  assert.equal(sandbox.urls.size, 1);
  worker.toWorker.length = 0;
  sandbox.tick(1000);
  assert.deepEqual(port.got, []);
  worker.answerPings();
  assert.deepEqual(port.words(), [["up"]]);
  assert.equal(sandbox.urls.size, 0);
  sandbox.tick(1000);
  assert.deepEqual(worker.toWorker, [], "it is asked no more without the page");
});

test("a pong comes only after the worker itself has answered", () => {
  const { port, worker } = createRunning();
  port.send(["ping", 7]);
  port.send(["ping", 8]);
  assert.deepEqual(port.words(), []);
  worker.answerPings();
  assert.deepEqual(port.words(), [["pong", 7], ["pong", 8]]);
});

test("THREATS 26: a worker cannot answer a ping before it is asked, or twice", () => {
  const { port, worker } = createRunning();
  port.send(["ping", 1]);
  const [, id] = worker.toWorker[0];
  const [, counter] = id.match(/^(?:\d+-){4}(\d+)$/);
  assert.ok(Number(counter) > 0);
  worker.emit([2, id.replace(/\d+$/, String(Number(counter) + 1)), undefined]);
  worker.emit([2, id]);
  worker.emit([2, id]);
  // What answers nothing is a message like any other.
  assert.deepEqual(port.words(), [["pong", 1]]);
  assert.equal(port.bytes().length, 2);
});

test("messages of the worker come as one transferred ArrayBuffer each, in order", () => {
  const { port, worker } = createRunning();
  worker.emit([1, "a", "mutate", [[[0, "~", { id: "1", type: 3, data: "hello" }, 0]]]]);
  worker.emit([5, "f"]);
  assert.deepEqual(port.got.map((bytes) => decode(bytes)), [[1, "a", "mutate", [[[0, "~", { id: "1", type: 3, data: "hello" }, 0]]]], [5, "f"]]);
  assert.deepEqual(port.transferred.map(([first]) => first), port.got);
});

test("messages of the page go to the worker as they are, with what is transferred", () => {
  const { port, worker } = createRunning();
  const buffer = new ArrayBuffer(8);
  port.send(["post", [1, "x", "render", [{ date: new Date(0), map: new Map([[1, 2]]) }]]]);
  port.send(["post", [2, "y", buffer], [buffer]]);
  assert.deepEqual(worker.toWorker[0], [1, "x", "render", [{ date: new Date(0), map: new Map([[1, 2]]) }]]);
  assert.equal(worker.toWorker[1][2].byteLength, 8);
  assert.equal(buffer.byteLength, 0, "it was moved, not copied");
});

test("a script that throws while starting is a script_error with line and message", () => {
  const sandbox = createSandbox();
  const port = sandbox.start();
  const [worker] = sandbox.workers;
  worker.onerror({ message: "Uncaught SyntaxError: Unexpected token '}'", lineno: 12, colno: 3 });
  assert.deepEqual(port.words(), [["down", "script_error", "Uncaught SyntaxError: Unexpected token '}' (12:3)"]]);
  assert.ok(worker.terminated);
});

test("a script that is not loaded is a script_error as well", () => {
  const sandbox = createSandbox();
  const port = sandbox.start();
  sandbox.workers[0].onerror({});
  assert.deepEqual(port.words(), [["down", "script_error", "the script was not loaded"]]);
});

test("an error of a running plugin is told and ends nothing", () => {
  const { port, worker } = createRunning();
  worker.onerror({ message: "Uncaught TypeError: x is not a function", lineno: 4, colno: 2 });
  worker.onerror({ message: "long ".repeat(1000), lineno: 1, colno: 1 });
  worker.emit("still there");
  const [first, second] = port.words();
  assert.deepEqual(first, ["error", "Uncaught TypeError: x is not a function (4:2)"]);
  assert.equal(second[1].length, 1000);
  assert.equal(decode(port.bytes()[0]), "still there");
  assert.equal(worker.terminated, false);
});

test("a message that cannot be read ends the plugin", () => {
  const { port, worker } = createRunning();
  worker.onmessageerror();
  assert.deepEqual(port.words(), [["down", "message_error", ""]]);
  assert.ok(worker.terminated);
});

test("THREATS 26: a flood ends in the limit of messages, errors count as well", () => {
  for (const flood of [(worker) => worker.emit(1), (worker) => worker.onerror?.({ message: "again", lineno: 1, colno: 1 })]) {
    const { port, worker } = createRunning();
    for (let index = 0; index < 50_000; index++) flood(worker);
    assert.equal(port.got.length, LIMITS.messages_per_second + 1);
    assert.deepEqual([...port.got.at(-1)], ["down", "messages_per_second", ""]);
    assert.ok(worker.terminated);
  }
});

test("THREATS 26: the limit of messages is per second", () => {
  const { sandbox, port, worker } = createRunning();
  for (let second = 0; second < 10; second++) {
    for (let index = 0; index < LIMITS.messages_per_second; index++) worker.emit(index);
    sandbox.tick(1000);
  }
  assert.deepEqual(port.words(), []);
  assert.equal(port.bytes().length, 10 * LIMITS.messages_per_second);
});

test("messages that piled up while the frame stood still do not end a plugin, whichever comes first afterwards", () => {
  for (const timerFirst of [false, true]) {
    const { sandbox, port, worker } = createRunning();
    sandbox.tick(1000);
    sandbox.tick(8000, { stalled: true });
    if (timerFirst) sandbox.tick(0);
    // Eight seconds' worth of what was allowed.
    for (let index = 0; index < 8 * LIMITS.messages_per_second; index++) worker.emit(index);
    assert.deepEqual(port.words(), [], String(timerFirst));
    if (!timerFirst) sandbox.tick(0);
    // And no more than that.
    sandbox.tick(2000);
    for (let index = 0; index <= LIMITS.messages_per_second; index++) worker.emit(index);
    assert.equal(port.words()[0][1], "messages_per_second");
  }
});

test("THREATS 26: a message over a limit ends the plugin, and nothing of it is passed on", () => {
  for (const [message, limit] of [["x".repeat(64 * 1024 * 1024), "message_bytes"], [JSON.parse("[".repeat(65) + "]".repeat(65)), "depth"]]) {
    const { port, worker } = createRunning();
    worker.emitClone(message);
    assert.deepEqual(port.words(), [["down", limit, ""]]);
    assert.equal(port.bytes().length, 0);
    assert.ok(worker.terminated);
  }
});

test("after down nothing is passed any more, in neither direction", () => {
  const { sandbox, port, worker } = createRunning();
  // Events that were on their way already.
  const { onmessage, onmessageerror } = worker;
  worker.emitClone("x".repeat(LIMITS.message_bytes));
  const before = port.got.length;
  worker.emit("late");
  onmessageerror();
  onmessage({ data: "late" });
  port.send(["post", [1, "x", "render", []]]);
  port.send(["ping", 1]);
  sandbox.tick(5000);
  assert.equal(port.got.length, before);
  assert.deepEqual(worker.toWorker, []);
});

test("the file can stand in a script element as it is and is small", () => {
  assert.doesNotMatch(SOURCE, /<\/script|<!--/i);
  assert.match(SOURCE, /^[\x20-\x7e\n]*$/);
  assert.doesNotMatch(SOURCE, /^\s*(import|export)\b/m);
  const size = brotliCompressSync(readFileSync(new URL("../relay.js", import.meta.url))).length;
  assert.ok(size <= 4096, `${size} bytes`);
});
