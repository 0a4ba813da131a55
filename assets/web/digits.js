// The two ways in which a QR code carries sealed bytes: digits behind the # of an address, and bare base45 (RFC 9285).

import { Refusal } from "./refusal.js";

// 7 bytes stand in 17 digits; the 1 to 6 bytes that are left over in this many.
const restDigits = [0, 3, 5, 8, 10, 13, 15];

// bytesOf reads digits. A length that the writer never makes, and a group above the largest value of its bytes, is refused.
export function bytesOf(digits) {
  const rest = restDigits.indexOf(digits.length % 17);
  if (rest < 0) throw new Refusal("digits");
  const data = [];
  for (let at = 0; at < digits.length; at += 17) {
    const group = digits.slice(at, at + 17);
    const size = group.length === 17 ? 7 : rest;
    const value = BigInt(group);
    if (value >= 1n << BigInt(8 * size)) throw new Refusal("digits");
    for (let i = size - 1; i >= 0; i--) data.push(Number(value >> BigInt(8 * i) & 255n));
  }
  return Uint8Array.from(data);
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

// bytesOfBase45 reads 3 characters as 2 bytes, least significant first, and a last pair as 1.
export function bytesOfBase45(text) {
  if (text.length % 3 === 1) throw new Refusal("base45");
  const data = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    let value = 0, weight = 1;
    for (const letter of group) {
      const digit = alphabet.indexOf(letter);
      if (digit < 0) throw new Refusal("base45");
      value += digit * weight;
      weight *= 45;
    }
    if (group.length === 3 && value < 1 << 16) data.push(value >> 8, value & 255);
    else if (group.length === 2 && value < 1 << 8) data.push(value);
    else throw new Refusal("base45");
  }
  return Uint8Array.from(data);
}

// How many digits in a row look like a seal: the smallest one has over 380, and a damaged one may have lost its half.
const shortestRun = 120;
const longestText = 1 << 20;

// Seals begin with the same three bytes, so their base45 does too.
const base45Head = "RRQ";

// find takes the sealed bytes out of a scanned, pasted or typed text: the longest run of digits, whatever the host before
// it, because only keys are trusted; or bare base45. Refusals: "none" for a text without content, "other" for another kind
// of code, "digits" or "base45" for a damaged seal.
export function find(text) {
  if (text.length > longestText) throw new Refusal("other");
  const trimmed = text.trim();
  if (trimmed === "") throw new Refusal("none");
  const run = longestDigits(trimmed);
  // A mail program may have broken the line within the digits.
  const joined = longestDigits(trimmed.replace(/\s+/g, ""));
  for (const attempt of [() => bytesOf(run), () => bytesOf(joined), () => bytesOfBase45(trimmed)]) {
    const data = orNothing(attempt);
    if (data && looksSealed(data)) return data;
  }
  if (trimmed.length >= shortestRun && trimmed.startsWith(base45Head)) throw new Refusal("base45");
  if (joined.length >= shortestRun) return bytesOf(run); // the verdict says what is wrong with it
  throw new Refusal("other");
}

function orNothing(attempt) {
  try {
    return attempt();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return null;
  }
}

const looksSealed = (data) => data.length > 2 && data[0] === 0xd2 && data[1] === 0x84;

function longestDigits(text) {
  let best = "";
  for (const [run] of text.matchAll(/[0-9]+/g)) {
    if (run.length > best.length) best = run;
  }
  return best;
}
