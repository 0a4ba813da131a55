// The verdict on sealed bytes: never a bare yes or no, and the same in this page as in every program of ours.

import { hex } from "./bytes.js";
import { kinds, readClaims } from "./claims.js";
import * as cose from "./cose.js";
import { covers, isWithin } from "./certificate.js";
import * as day from "./day.js";
import { Refusal } from "./refusal.js";
import * as status from "./status.js";

// The verdicts in their order of precedence.
export const codes = [
  "unreadable", "other-code", "signer-unknown", "signature-wrong", "genuine-revoked", "genuine-disputed",
  "genuine-unregistered", "genuine-expired", "genuine-extended", "genuine-status-unknown", "genuine-current",
];

// A receiver's own rule: how many seconds old the status list may be. Seven days, unless they say otherwise.
export const defaultGrace = 7 * day.seconds;

// By how much the clocks of two desks may differ before a seal counts as newer than the list.
export const clockSkew = 10 * 60;

const largestSeal = 256;
const keyIDSize = 8;

// verify judges sealed bytes at a time (seconds since 1970) by a bundle, or by none. Claims are given only when the
// signature is right and by one who may say this.
export async function verify(sealed, bundle, at, grace = 0) {
  const seal = open(sealed);
  if (!seal) return { code: "unreadable", reason: "seal" };
  if (!bundle) return { code: "signer-unknown", reason: "no-bundle" };
  const { claims, envelope } = seal;
  const id = hex(envelope.named);
  const signer = await bundle.signer(id);
  if (!signer) {
    if (await bundle.isDamaged(id, claims)) return { code: "signature-wrong", reason: "signature" };
    return { code: "signer-unknown", reason: "signer" };
  }
  if (!await cose.isSealedBy(signer.key, envelope)) return { code: "signature-wrong", reason: "signature" };
  if (!covers(signer, claims)) return { code: "signer-unknown", reason: "scope" };
  if (!isWithin(signer, claims.issued)) return { code: "signer-unknown", reason: "signer-time" };
  if (signer.revoked !== undefined && claims.issued >= signer.revoked) return { code: "signer-unknown", reason: "signer-revoked" };
  // A clock that shows a time before the list was issued is slow: the list itself proves that it is later.
  const now = Math.max(at, bundle.issued);
  return { claims, sample: claims.sample, listIssued: bundle.issued, ...judge(claims, bundle, now, grace || defaultGrace) };
}

// notFound is the verdict for a text in which no seal was found.
export function notFound(refusal) {
  switch (refusal.code) {
    case "other": return { code: "other-code", reason: "other-code" };
    case "none": return { code: "unreadable", reason: "no-code" };
  }
  return { code: "unreadable", reason: "seal" };
}

// isReliable tells whether a receiver may rely on the paper now. A paper that an act prolonged may have been revoked since
// a list that is too old.
export const isReliable = (v) => v.code === "genuine-current" || v.code === "genuine-extended" && v.reason === "extended";

function open(sealed) {
  if (sealed.length > largestSeal) return null;
  try {
    const envelope = cose.open(sealed, cose.header.keyID);
    if (envelope.named.length !== keyIDSize) return null;
    return { envelope, claims: readClaims(envelope.payload) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return null;
  }
}

// judge decides among the genuine verdicts, in the published order.
function judge(claims, bundle, at, grace) {
  const entry = bundle.status.at(claims.statusIndex);
  const isNewer = entry === undefined || claims.issued > bundle.issued + clockSkew;
  const isStale = at - bundle.issued > grace || at > bundle.expires;
  const isExpired = claims.expires !== undefined && at >= claims.expires;
  const extension = isExpired ? prolonged(claims, bundle.acts) : null;
  const isExtended = extension !== null && at < claims.expires + (extension.until - claims.until) * day.seconds;
  const by = isExtended ? { extendedUntil: extension.until, extendedBy: extension.act } : {};
  if (entry === status.revoked) return { code: "genuine-revoked", reason: "revoked", ...by };
  if (entry === status.disputed) return { code: "genuine-disputed", reason: "disputed", ...by };
  if (isNewer) return { code: "genuine-unregistered", reason: "newer-than-list", ...by };
  if (entry === status.unregistered) return { code: "genuine-unregistered", reason: "unregistered", ...by };
  if (isExpired && !isExtended) return { code: "genuine-expired", reason: "expired" };
  if (isExtended) return { code: "genuine-extended", reason: isStale ? "list-old" : "extended", ...by };
  if (isStale) return { code: "genuine-status-unknown", reason: "list-old" };
  return { code: "genuine-current", reason: "current" };
}

// prolonged finds the act that prolongs a paper the furthest: {until, act}, or null.
function prolonged(claims, acts) {
  let best = null;
  for (const act of acts) {
    const covered = claims.kind !== kinds.refusal && claims.until >= act.from && claims.until <= act.to &&
      (act.outcomes.length === 0 || act.outcomes.includes(claims.outcome)) &&
      (act.establishedBy === undefined || claims.since !== undefined && claims.since <= act.establishedBy);
    if (!covered) continue;
    const until = act.months > 0 ? day.addMonths(claims.until, act.months) : act.newUntil;
    if (until > claims.until && (!best || until > best.until)) best = { until, act };
  }
  return best;
}
