// The page: it takes a code from its own address, from a scanner, from the clipboard or from a picture, checks it here, and
// says what it found. The code stands behind the # of the address, which no browser sends.

import { find } from "./digits.js";
import * as keep from "./keep.js";
import * as picture from "./picture.js";
import { Refusal } from "./refusal.js";
import { at, showChecking, showTrust, showVerdict, translate } from "./show.js";
import { now, Trust } from "./trust.js";
import { defaultGrace, notFound, verify } from "./verdict.js";
import * as day from "./day.js";
import { names, preferred, texts } from "./words.js";

const trust = new Trust();

let language = preferred(navigator.languages);
let grace = defaultGrace;
let code = null; // the text that was asked about last
let verdict = null; // on it

const words = () => texts[language];

// A list younger than this is not asked for again, in seconds; older than a moment, it is when the verdict may rest on it.
const fresh = 600;
const moment = 30;

async function draw() {
  translate(words(), language);
  if (verdict) showVerdict(verdict, words(), language, trust.about);
  await showTrust(trust, words(), language);
}

async function judge(text) {
  try {
    return await verify(find(text), trust.bundle, now(), grace);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return notFound(refusal);
  }
}

// mayBeNewer tells whether a newer list may change the verdict.
const mayBeNewer = (v) => trust.age() > moment && v.code !== "unreadable" && v.code !== "other-code";

// check judges a text by what the device holds, and again when the registry has answered.
async function check(text) {
  code = text;
  verdict = null;
  showChecking(words());
  let found = await judge(text);
  if (found.reason === "no-bundle" || trust.age() > fresh && mayBeNewer(found) || found.reason === "newer-than-list") {
    if (trust.bundle) await answer(text, found);
    await trust.refresh();
    found = await judge(text);
  }
  await answer(text, found);
}

async function answer(text, found) {
  if (code !== text) return; // something else was asked meanwhile
  verdict = found;
  await draw();
}

async function refresh() {
  await trust.refresh();
  if (code !== null) verdict = await judge(code);
  await draw();
}

async function fromAddress() {
  const fragment = location.hash.slice(1);
  if (fragment) await check(decoded(fragment));
}

function decoded(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

// typed checks what stands in the field, and marks it so that the next scan takes its place.
function typed() {
  check(at("code").value);
  at("code").select();
  at("answer").scrollIntoView({ block: "nearest" });
}

function listen() {
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    typed();
  });
  at("code").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return; // a scanner ends with Enter
    event.preventDefault();
    typed();
  });
  at("picture").addEventListener("change", async () => {
    const [file] = at("picture").files;
    const text = file ? await picture.textIn(file) : "";
    at("picture-empty").hidden = !file || text !== "";
    if (text) check(text);
  });
  at("language").addEventListener("change", () => {
    language = at("language").value;
    keep.put("language", language);
    draw();
  });
  at("grace").addEventListener("change", async () => {
    grace = Number(at("grace").value) * day.seconds;
    keep.put("grace", grace);
    if (code !== null) verdict = await judge(code);
    draw();
  });
  at("refresh").addEventListener("click", refresh);
  at("again").addEventListener("click", async () => {
    await trust.trustAgain();
    if (code !== null) verdict = await judge(code);
    draw();
  });
  addEventListener("hashchange", fromAddress);
  addEventListener("online", refresh);
}

async function choices() {
  for (const [tag, name] of Object.entries(names)) {
    const option = new Option(name, tag);
    option.lang = tag;
    at("language").append(option);
  }
  const kept = await keep.get("language");
  language = kept in texts ? kept : preferred(navigator.languages, trust.about?.languages);
  grace = await keep.get("grace") ?? defaultGrace;
  at("language").value = language;
  at("grace").value = String(grace / day.seconds);
  const reads = await picture.canRead();
  at("with-picture").hidden = !reads;
  at("with-camera").hidden = reads;
}

async function start() {
  at("old").remove();
  at("page").hidden = false;
  translate(words(), language);
  if (!isSecureContext || !crypto.subtle || !("DecompressionStream" in window)) {
    at("unable").hidden = false;
    return;
  }
  await trust.open();
  await choices();
  await draw();
  listen();
  at("work").hidden = false;
  // A scanner types where the cursor is. On a phone that would open its keyboard over the page.
  if (!location.hash && !matchMedia("(pointer: coarse)").matches) at("code").focus();
  await fromAddress();
  if (trust.age() > fresh && trust.reached) await refresh();
  await navigator.serviceWorker?.register("/d/worker.js", { scope: "/d" }).catch(() => {}); // a private window keeps nothing
}

start();
