// What a seal says: a CWT (RFC 8392) with one private claim. The table is that of the published format; whatever the
// writer would not have written is refused.

import { decode, fields, isCount, isMap, isText, isWhole, listOf } from "./cbor.js";
import * as day from "./day.js";
import { Refusal } from "./refusal.js";

export const kinds = { certificate: 1, extract: 2, refusal: 3, programme: 4 };

const smallCount = (most) => (v) => isCount(v) && v <= most;

const claimTable = {
  issuer: { key: 1, is: isText },
  expires: { key: 4, is: isWhole, optional: true },
  issued: { key: 6, is: isWhole },
  status: { key: 65535, is: isMap },
  paper: { key: -65537, is: isMap },
};
const statusTable = { list: { key: "status_list", is: isMap } };
const listTable = { index: { key: "idx", is: isCount }, uri: { key: "uri", is: isText } };
const paperTable = {
  number: { key: 1, is: isCount },
  kind: { key: 2, is: isWhole },
  name: { key: 3, is: Array.isArray },
  birth: { key: 4, is: day.isKnown, optional: true, zero: true },
  identifierTail: { key: 5, is: isText, optional: true },
  outcome: { key: 6, is: smallCount(255), optional: true },
  percent: { key: 7, is: smallCount(100), optional: true },
  since: { key: 8, is: day.isKnown, optional: true, zero: true },
  until: { key: 9, is: day.isKnown, optional: true, zero: true },
  next: { key: 10, is: day.isKnown, optional: true, zero: true },
  commission: { key: 11, is: smallCount(2 ** 31 - 1), optional: true },
  sample: { key: 12, is: (v) => v === true, optional: true },
  duplicate: { key: 13, is: (v) => v === true, optional: true },
  services: { key: 14, is: listOf(smallCount(65535)), optional: true },
};

// readClaims reads a seal's payload. Times are seconds since 1970; days are counted; what is not given is undefined.
export function readClaims(payload) {
  const claims = fields(decode(payload), claimTable);
  const { index, uri } = fields(fields(claims.status, statusTable).list, listTable);
  const paper = fields(claims.paper, paperTable);
  const read = {
    outcome: 0, percent: 0, commission: 0, sample: false, duplicate: false, services: [], ...paper,
    issuer: claims.issuer, issued: claims.issued, expires: claims.expires, statusIndex: index, name: readName(paper.name),
  };
  if (uri !== `https://${read.issuer}/s` || !isPossible(read)) throw new Refusal("seal");
  return read;
}

// isPossible tells whether a writer may say this.
function isPossible(c) {
  const texts = [c.name.surname, c.name.given, c.name.patronymic, c.identifierTail ?? ""];
  const days = [c.birth, c.since, c.until, c.next].filter((d) => d !== undefined);
  return isHost(c.issuer) && c.number > 0 && c.issued > 0 && c.issued <= 2 ** 40 &&
    c.kind >= kinds.certificate && c.kind <= kinds.programme &&
    [...c.identifierTail ?? ""].length <= 4 && !texts.some((text) => /[\u0000-\u001f\u007f]/.test(text)) &&
    days.every((d) => d >= day.first && d <= day.last) && isTerm(c) && areServices(c);
}

const isHost = (host) => /^[a-z0-9.:-]{1,20}$/.test(host) && !host.startsWith(".") && !host.endsWith(".");

// isTerm: a paper with a last day expires at the midnight after it, in some zone between -12 and +14 hours.
function isTerm(c) {
  if (c.until === undefined || c.expires === undefined) return c.until === c.expires;
  const zone = (c.until + 1) * day.seconds - Number(c.expires);
  return zone >= -12 * 3600 && zone <= 14 * 3600;
}

// areServices: at most 12 of a programme, each once, in ascending order.
function areServices(c) {
  return c.services.length <= 12 && (c.services.length === 0 || c.kind === kinds.programme) &&
    c.services.every((service, i) => service > (i ? c.services[i - 1] : 0));
}

// readName reads [surname, given name, patronymic] and, where the name did not fit, which parts were cut or left out.
function readName(parts) {
  const [surname, given, patronymic, cut = 0] = parts;
  const isMask = parts.length === 3 || parts.length === 4 && isCount(cut) && cut >= 1 && cut <= 7;
  if (!isMask || ![surname, given, patronymic].every(isText)) throw new Refusal("seal");
  return { surname, given, patronymic, shortened: cut > 0, cut };
}

// marked is the name as it is shown: an ellipsis stands where a part was cut, and one for all that was left out.
export function marked(name) {
  return [name.surname, name.given, name.patronymic]
    .map((part, i) => name.cut & 1 << i ? part + "…" : part).filter(Boolean).join(" ").replace(/…(?: …)+$/, "…");
}
