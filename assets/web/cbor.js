// CBOR as our seals and bundles use it: core deterministic encoding (RFC 8949, 4.2.1) and nothing else, so that one
// content has one encoding. There are no tags, no floats, no null and no indefinite lengths.

import { Refusal } from "./refusal.js";

const deepest = 8;

// decode reads the one value that fills the bytes. Integers past 2^53 become bigint, byte strings Uint8Array, maps Map.
export function decode(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) throw new Refusal("cbor");
  return value;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(n) {
    if (n > this.bytes.length - this.at) throw new Refusal("cbor");
    this.at += Number(n);
    return this.bytes.subarray(this.at - Number(n), this.at);
  }

  // head reads the major type and its argument, which must stand in the fewest bytes.
  head() {
    const [first] = this.take(1);
    const major = first >> 5, short = first & 31;
    if (short < 24) return [major, short];
    if (short > 27) throw new Refusal("cbor");
    let argument = 0n;
    for (const byte of this.take(1 << (short - 24))) argument = argument << 8n | BigInt(byte);
    const smallest = [24n, 1n << 8n, 1n << 16n, 1n << 32n][short - 24];
    if (argument < smallest) throw new Refusal("cbor");
    return [major, number(argument)];
  }

  value(depth) {
    if (depth > deepest) throw new Refusal("cbor");
    const [major, argument] = this.head();
    switch (major) {
      case 0: return argument;
      case 1: return number(-1n - BigInt(argument));
      case 2: return this.take(argument);
      case 3: return text(this.take(argument));
      case 4: return this.array(argument, depth);
      case 5: return this.map(argument, depth);
      case 7:
        if (argument === 20) return false;
        if (argument === 21) return true;
    }
    throw new Refusal("cbor");
  }

  array(length, depth) {
    const list = [];
    for (let i = 0; i < length; i++) list.push(this.value(depth + 1));
    return list;
  }

  // map demands its keys in ascending order of their bytes, which leaves no room for a doubled one.
  map(length, depth) {
    const map = new Map();
    let before = null;
    for (let i = 0; i < length; i++) {
      const start = this.at;
      const key = this.value(depth + 1);
      const encoded = this.bytes.subarray(start, this.at);
      if (before && compare(before, encoded) >= 0) throw new Refusal("cbor");
      before = encoded;
      map.set(key, this.value(depth + 1));
    }
    return map;
  }
}

function number(big) {
  const small = Number(big);
  return Number.isSafeInteger(small) ? small : big;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function text(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal("cbor");
  }
}

// compare orders bytes: below, at or above 0.
export function compare(a, b) {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return a.length - b.length;
}

// head writes a major type with its argument, up to 32 bits.
export function head(major, argument) {
  const first = major << 5;
  if (argument < 24) return [first | argument];
  if (argument < 1 << 8) return [first | 24, argument];
  if (argument < 1 << 16) return [first | 25, argument >> 8, argument & 255];
  return [first | 26, argument >>> 24, argument >> 16 & 255, argument >> 8 & 255, argument & 255];
}

// What a field may hold. A whole number may be a bigint.
export const isText = (v) => typeof v === "string";
export const isWhole = (v) => typeof v === "bigint" || Number.isInteger(v);
export const isCount = (v) => isWhole(v) && v >= 0;
export const isBytes = (v) => v instanceof Uint8Array;
export const isMap = (v) => v instanceof Map;
export const listOf = (is) => (v) => Array.isArray(v) && v.every(is);

// fields reads a map by its table {name: {key, is, optional, zero}}. An optional field that would say nothing (0, an empty
// text or list, false) is left out by whoever writes, so it is refused when it stands there; zero says that 0 is a value
// like others, as it is for days. A key that the table does not know is refused.
export function fields(map, table) {
  if (!isMap(map)) throw new Refusal("cbor");
  const read = {};
  let known = 0;
  for (const [name, field] of Object.entries(table)) {
    const value = map.get(field.key);
    if (value === undefined) {
      if (!field.optional) throw new Refusal("cbor");
      continue;
    }
    if (!field.is(value) || field.optional && !field.zero && isEmpty(value)) throw new Refusal("cbor");
    read[name] = value;
    known++;
  }
  if (known !== map.size) throw new Refusal("cbor");
  return read;
}

const isEmpty = (v) => !v || v.length === 0;
