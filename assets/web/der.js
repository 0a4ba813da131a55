// DER (X.690), as far as certificates need it: definite lengths in their shortest form, nothing after the value.

import { Refusal } from "./refusal.js";

export const tag = {
  boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utcTime: 0x17, time: 0x18, sequence: 0x30,
  version: 0xa0, extensions: 0xa3,
};

// one reads bytes that are one value: {tag, content, whole}.
export function one(bytes, wanted) {
  const [value, ...more] = all(bytes);
  if (!value || more.length || wanted && value.tag !== wanted) throw new Refusal("certificate");
  return value;
}

// all reads the values that stand one after another, as in a sequence.
export function all(bytes) {
  const list = [];
  for (let at = 0; at < bytes.length;) {
    let length = bytes[at + 1], start = at + 2;
    if (length > 0x80 && length <= 0x83) {
      const size = length & 0x7f;
      length = 0;
      for (const byte of bytes.subarray(start, start + size)) length = length << 8 | byte;
      start += size;
      if (length < 0x80 || length < 1 << 8 * (size - 1)) throw new Refusal("certificate");
    } else if (!(length < 0x80)) {
      throw new Refusal("certificate");
    }
    const end = start + length;
    if (end > bytes.length) throw new Refusal("certificate");
    list.push({ tag: bytes[at], content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return list;
}

// sequence reads bytes that are one SEQUENCE and gives what stands in it.
export const sequence = (bytes) => all(one(bytes, tag.sequence).content);

// expect gives a value's content when the value is there and is what it should be.
export function expect(value, wanted) {
  if (!value || value.tag !== wanted) throw new Refusal("certificate");
  return value.content;
}

// integer reads an INTEGER of up to 8 bytes; past 2^53 it is a bigint.
export function integer(value) {
  const content = expect(value, tag.integer);
  const padded = content.length > 1 && (content[0] === 0 && content[1] < 0x80 || content[0] === 0xff && content[1] >= 0x80);
  if (!content.length || content.length > 8 || padded) throw new Refusal("certificate");
  let n = content[0] >= 0x80 ? -1n : 0n;
  for (const byte of content) n = n << 8n | BigInt(byte);
  return Number.isSafeInteger(Number(n)) ? Number(n) : n;
}

// boolean reads a BOOLEAN, of which DER knows two.
export function boolean(value) {
  const content = expect(value, tag.boolean);
  if (content.length !== 1 || content[0] !== 0 && content[0] !== 0xff) throw new Refusal("certificate");
  return content[0] === 0xff;
}

// seconds reads a time as seconds since 1970.
export function seconds(value) {
  let text = String.fromCharCode(...value.content);
  if (value.tag === tag.utcTime) text = (text < "50" ? "20" : "19") + text;
  else if (value.tag !== tag.time) throw new Refusal("certificate");
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const iso = parts && `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.000Z`;
  const at = iso ? Date.parse(iso) : NaN;
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new Refusal("certificate");
  return at / 1000;
}
