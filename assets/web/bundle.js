// The trust bundle: whom to trust, what became of each paper, and which acts prolong papers. It is one signed file.

import { keyID } from "./bytes.js";
import { decode, fields, isBytes, isMap, isText, isWhole, listOf } from "./cbor.js";
import { hasNumber, isCertified, isWithin, parsePublisher, parseRoot, parseSigner } from "./certificate.js";
import * as cose from "./cose.js";
import * as day from "./day.js";
import { Refusal } from "./refusal.js";
import { isCertifiedByOne, settle } from "./roots.js";
import { unpack } from "./status.js";

const largest = 32 << 20;
const version = 1;

const bundleTable = {
  version: { key: 1, is: (v) => v === version },
  issued: { key: 2, is: Number.isSafeInteger },
  expires: { key: 3, is: Number.isSafeInteger },
  roots: { key: 4, is: listOf(isBytes) },
  signers: { key: 5, is: listOf(isMap) },
  status: { key: 6, is: isMap },
  acts: { key: 7, is: listOf(isMap) },
  publishers: { key: 8, is: listOf(isBytes), optional: true },
  crosses: { key: 9, is: listOf(isBytes), optional: true },
  retired: { key: 10, is: listOf(isBytes), optional: true },
};
const signerTable = {
  certificate: { key: 1, is: isBytes },
  revoked: { key: 2, is: isWhole, optional: true },
};
const listTable = { bits: { key: "bits", is: (v) => v === 2 }, list: { key: "lst", is: isBytes } };
const actTable = {
  id: { key: 1, is: isText },
  title: { key: 2, is: isMap },
  from: { key: 3, is: day.isKnown },
  to: { key: 4, is: day.isKnown },
  newUntil: { key: 5, is: day.isKnown, optional: true, zero: true },
  months: { key: 6, is: (v) => Number.isInteger(v) && v <= 1200, optional: true },
  outcomes: { key: 7, is: listOf(isWhole), optional: true },
  establishedBy: { key: 8, is: day.isKnown, optional: true, zero: true },
};

// By how many seconds a new bundle may be ahead of the clock: one of next year would shut out all that follow.
const mostAhead = day.seconds;

// parseBundle reads a bundle: size first, then the signature, then the content. One of the given roots, or one for which
// they vouch, must stand behind the signature, and only such roots are trusted from then on; without any, one of the
// bundle's own, as for a file that a person chose.
export async function parseBundle(bytes, trusted = []) {
  if (bytes.length > largest) throw new Refusal("bundle");
  const envelope = await readable(() => cose.open(bytes, cose.header.chain));
  const maker = await makerOf(envelope);
  const content = await readable(() => readContent(envelope.payload));
  const { roots, issuers } = await settle(content, trusted);
  for (const root of roots) {
    if (maker.isRoot) {
      if (maker.id === root.id) return new Bundle(content, roots, issuers, null);
    } else if (isWithin(maker, content.issued) && await isCertified(maker, root)) {
      return new Bundle(content, roots, [...issuers, maker], maker);
    }
  }
  throw new Refusal("bundle.root");
}

// successor reads the bundle that shall take another's place. It rests on the roots trusted so far and takes nothing back:
// one issued earlier is refused, and so is one of a publisher whom a later certified one has superseded. The first bundle
// of a later certified publisher needs no later time, because a thief may have dated his ahead.
export async function successor(held, bytes, at) {
  const next = await parseBundle(bytes, held.roots);
  const later = held.publisher && next.publisher ? next.publisher.from - held.publisher.from : 0;
  if (later < 0) throw new Refusal("bundle.replaced");
  if (later === 0 && next.issued < held.issued) throw new Refusal("bundle.old");
  if (next.issued > at + mostAhead) throw new Refusal("bundle.clock");
  return next;
}

// readable turns what is wrong with the bytes into what is wrong for the reader: this is no bundle.
async function readable(read) {
  try {
    return await read();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new Refusal("bundle");
  }
}

// makerOf finds the root or publisher in the envelope's header, whose signature must be right.
async function makerOf(envelope) {
  for (const [parse, isRoot] of [[parseRoot, true], [parsePublisher, false]]) {
    const maker = await parse(envelope.named).catch(() => null);
    if (!maker) continue;
    if (await cose.isSealedBy(maker.key, envelope)) return { ...maker, isRoot };
    throw new Refusal("bundle.signature");
  }
  throw new Refusal("bundle");
}

async function readContent(payload) {
  const content = { publishers: [], crosses: [], retired: [], ...fields(decode(payload), bundleTable) };
  const signers = content.signers.map((map) => fields(map, signerTable));
  const ids = await Promise.all(signers.map((signer) => keyID(signer.certificate)));
  content.signers = new Map(ids.map((id, i) => [id, signers[i]]));
  content.acts = content.acts.map(readAct);
  content.status = await unpack(fields(content.status, listTable).list);
  return content;
}

// readAct reads an enacted extension: papers whose last day lies in its window run on, to a day or by months.
function readAct(map) {
  const act = { months: 0, outcomes: [], ...fields(map, actTable) };
  if (!act.id || act.to < act.from || act.months < 0 || (act.months > 0) === (act.newUntil !== undefined)) throw new Refusal("bundle");
  for (const pair of act.title) {
    if (!pair.every(isText)) throw new Refusal("bundle");
  }
  act.title = Object.fromEntries(act.title);
  return act;
}

class Bundle {
  constructor(content, roots, issuers, publisher) {
    this.issued = content.issued;
    this.expires = content.expires;
    this.acts = content.acts;
    this.status = content.status;
    this.signers = content.signers; // key id -> {certificate, revoked}
    this.roots = roots;
    this.issuers = issuers;
    this.publisher = publisher; // that signed it, null: a root did by itself
    this.parsed = new Map();
  }

  // signer finds a signer behind whom a root stands, by itself or through a publisher. A certificate is parsed when it is
  // first asked for.
  async signer(id) {
    const entry = this.signers.get(id);
    if (!entry) return null;
    if (!this.parsed.has(id)) this.parsed.set(id, this.certified(entry));
    return this.parsed.get(id);
  }

  async certified(entry) {
    const signer = await parseSigner(entry.certificate).catch(() => null);
    return signer && await isCertifiedByOne(signer, this.issuers) ? { ...signer, revoked: entry.revoked } : null;
  }

  // isDamaged tells whether an unknown key id is what is left of a known signer's: at least two bytes stand where they
  // should, and the number lies in that signer's block.
  async isDamaged(id, claims) {
    for (const known of this.signers.keys()) {
      let same = 0;
      for (let i = 0; i < known.length; i += 2) same += known.slice(i, i + 2) === id.slice(i, i + 2);
      if (same < 2) continue;
      const signer = await this.signer(known);
      if (signer && hasNumber(signer, claims.number) && signer.scope.commission === claims.commission) return true;
    }
    return false;
  }
}
