// The sections of a wasm file, read and written: what scripts need that change names in one.

/** A cursor over bytes. */
export class Reader {
  /** @param {Buffer} bytes */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** An unsigned LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  text() {
    const length = this.number();
    this.at += length;
    return this.bytes.toString("utf8", this.at - length, this.at);
  }
}

/** @param {number} value */
export function number(value) {
  const written = [];
  for (; value > 127; value = Math.floor(value / 128)) written.push((value % 128) | 128);
  return Buffer.from([...written, value]);
}

/** @param {string} value */
export function text(value) {
  const written = Buffer.from(value);
  return Buffer.concat([number(written.length), written]);
}

/**
 * The file with each section as `change(id, contents)` wants it; `undefined`: without it.
 * @param {Buffer} bytes
 * @param {(id: number, contents: Buffer) => Buffer | undefined} change
 */
export function changed(bytes, change) {
  const kept = [bytes.subarray(0, 8)];
  for (const reader = new Reader(bytes, 8); reader.at < bytes.length; ) {
    const id = bytes[reader.at++];
    const size = reader.number();
    const contents = bytes.subarray(reader.at, reader.at + size);
    reader.at += size;
    const now = change(id, contents);
    if (now) kept.push(Buffer.of(id), number(now.length), now);
  }
  return Buffer.concat(kept);
}
