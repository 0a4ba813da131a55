// Drawing. What came with a seal is written as text only, never as markup.

import { fingerprint } from "./bytes.js";
import { kinds, marked } from "./claims.js";
import * as day from "./day.js";
import { now } from "./trust.js";
import { clockSkew, isReliable } from "./verdict.js";
import { ago, clockTime, fill, inLanguage, paperDate, span } from "./words.js";

export const at = (id) => document.getElementById(id);

// say writes only what differs, so that a screen reader does not read the same words again.
function say(element, text, language = "") {
  if (element.textContent !== text) element.textContent = text;
  element.lang = language || document.documentElement.lang;
  element.hidden = text === "";
}

// translate writes the page's own words.
export function translate(words, language) {
  document.documentElement.lang = language;
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = words[element.dataset.text];
  for (const option of at("grace").options) option.textContent = span(Number(option.value), "day", words, language);
  at("host").textContent = fill(words.host, { host: location.host });
}

const signs = { good: "✓", wait: "!", bad: "✕" };

function mood(verdict) {
  if (isReliable(verdict)) return verdict.sample ? "wait" : "good";
  const isBad = ["signature-wrong", "signer-unknown", "genuine-revoked"].includes(verdict.code) && verdict.reason !== "no-bundle";
  return isBad ? "bad" : "wait";
}

// showChecking says that the answer is on its way.
export function showChecking(words) {
  at("answer").className = "wait";
  at("sign").textContent = "…";
  say(at("verdict"), words.checking);
  for (const id of ["sample", "duplicate", "hint", "compare"]) say(at(id), "");
  at("claims").replaceChildren();
}

// showVerdict says what was found, and what the seal says when it is genuine.
export function showVerdict(verdict, words, language, about) {
  const { claims } = verdict;
  const feeling = mood(verdict);
  at("answer").className = feeling;
  at("sign").textContent = signs[feeling];
  say(at("verdict"), words.verdicts[verdict.code]);
  document.title = `${words.verdicts[verdict.code]} · ${words.title}`;
  say(at("hint"), fill(words.hints[verdict.reason], extension(verdict, language)));
  say(at("sample"), verdict.sample ? words.sample : "");
  say(at("duplicate"), claims?.duplicate ? words.duplicate : "");
  say(at("compare"), claims ? words.compare : "");
  at("claims").replaceChildren(...claims ? rows(verdict, words, language, about).flatMap(([label, value, spoken]) => line(words.labels[label], value, spoken)) : []);
}

function extension({ extendedBy, extendedUntil }, language) {
  if (!extendedBy) return {};
  const [title] = inLanguage(extendedBy.title, language);
  return { until: paperDate(day.iso(extendedUntil)), act: title || extendedBy.id };
}

// rows are the lines to compare with the paper: [label, value, language of the value]. What follows under the same label has none.
function rows({ claims, extendedUntil }, words, language, about) {
  const named = (list, number) => (list?.[number] ? inLanguage(list[number], language) : [String(number)]);
  const date = (d) => (d === undefined ? "" : paperDate(day.iso(d)));
  const name = marked(claims.name);
  const [outcome, spoken] = named(about?.outcomes, claims.outcome);
  const hasTerm = claims.kind === kinds.certificate || claims.kind === kinds.extract;
  return [
    ["kind", words.kinds[claims.kind]],
    ["number", String(claims.number)],
    ["name", claims.name.shortened ? `${name} (${words.shortened})` : name],
    ["birth", date(claims.birth)],
    ["identifier", claims.identifierTail ? "…" + claims.identifierTail : ""],
    ["outcome", claims.percent ? `${outcome}, ${claims.percent} %` : outcome, spoken],
    ["since", date(claims.since)],
    ["until", date(claims.until) || (hasTerm ? words.withoutTerm : "")],
    ["prolonged", date(extendedUntil)],
    ["next", date(claims.next)],
    ...claims.services.map((service, i) => [i ? "" : "services", ...named(about?.services, service)]),
    ["commission", ...named(about?.commissions, claims.commission)],
    ["issued", clockTime(claims.issued)],
    ["issuer", claims.issuer],
  ].filter(([, value]) => value);
}

function line(label, value, spoken) {
  const said = document.createElement("dd");
  said.textContent = value;
  if (spoken) said.lang = spoken;
  if (!label) return [said];
  const term = document.createElement("dt");
  term.textContent = label;
  return [term, said];
}

// showTrust says by which list and keys the page goes.
export async function showTrust(trust, words, language) {
  const { bundle } = trust;
  const made = bundle ? { ago: ago(trust.age(), words, language), time: clockTime(bundle.issued) } : {};
  say(at("list"), bundle ? fill(words.listMade, made) : words.listNone);
  say(at("offline"), trust.reached || !bundle ? "" : words.offline);
  say(at("clock"), bundle && now() < bundle.issued - clockSkew ? fill(words.clock, made) : "");
  say(at("refused"), trust.refused ? words.refused[trust.refused] ?? words.refused.other : "");
  at("again").hidden = trust.refused !== "bundle.root" || !bundle;
  const roots = await Promise.all((bundle?.roots ?? []).map((root) => fingerprint(root.bytes)));
  at("roots").replaceChildren(...roots.flatMap((root) => line(words.fingerprint, root)));
}
