"use strict";
// Text that came with a seal is written by textContent only, never as markup.

const labels = {
  name: { az: "Adı", en: "Name" }, birth: { az: "Doğum tarixi", en: "Date of birth" }, identifier: { az: "FİN-in sonu", en: "End of the identifier" },
  number: { az: "Arayışın nömrəsi", en: "Certificate number" }, kind: { az: "Sənəd", en: "Document" }, outcome: { az: "Nəticə", en: "Outcome" },
  since: { az: "Müəyyən edilib", en: "Established on" }, until: { az: "Etibarlıdır", en: "Valid until" }, next: { az: "Növbəti müayinə", en: "Next examination" },
  commission: { az: "Komissiya", en: "Commission" },
};
const words = {
  kinds: { 1: { az: "Əlillik haqqında arayış", en: "Certificate of disability" }, 2: { az: "Çıxarış", en: "Extract for the payer" }, 3: { az: "İmtina bildirişi", en: "Notice that no disability was established" } },
  withoutTerm: { az: "müddətsiz", en: "without term" },
  shortened: { az: "qısaldılıb", en: "shortened" },
  list: { az: "Reyestrin vəziyyəti: ", en: "State of the registry: " },
  busy: { az: "Yoxlanılır…", en: "Checking…" },
  failed: { az: "Yoxlamaq mümkün olmadı", en: "Could not be checked" },
  again: { az: "Şəbəkəni yoxlayın və bir az sonra yenidən cəhd edin.", en: "Check the network and try again in a moment." },
  large: { az: "Fayl çox böyükdür: 8 MB-dan kiçik şəkil seçin.", en: "The file is too large: choose a picture smaller than 8 MB." },
};
const good = ["genuine-current", "genuine-extended"];
const bad = ["signature-wrong", "signer-unknown", "genuine-revoked"];

let language = navigator.languages && navigator.languages.some((l) => l.startsWith("az")) ? "az" : navigator.language.startsWith("en") ? "en" : "az";
let last = null; // {answer} or {failed: key}
const at = (id) => document.getElementById(id);

function date(iso) {
  const [y, m, d] = iso.slice(0, 10).split("-");
  return `${d}.${m}.${y}`;
}

function translate() {
  document.documentElement.lang = language;
  for (const e of document.querySelectorAll("[data-az]")) e.textContent = e.dataset[language];
  const other = language === "az" ? "en" : "az";
  at("language").textContent = other === "az" ? "Azərbaycanca" : "English";
  at("language").lang = other;
  at("host").textContent = location.host;
  show();
}

function line(key, value) {
  if (!value) return;
  const dt = document.createElement("dt"), dd = document.createElement("dd");
  dt.textContent = labels[key][language];
  dd.textContent = value;
  at("claims").append(dt, dd);
}

function show() {
  const box = at("verdict");
  box.hidden = !last;
  at("claims").replaceChildren();
  at("compare").hidden = at("sample").hidden = true;
  at("age").textContent = "";
  if (!last) return;
  if (last.busy || last.failed) {
    box.className = "wait";
    at("title").textContent = last.busy ? words.busy[language] : words.failed[language];
    at("hint").textContent = last.busy ? "" : words[last.failed][language];
    return;
  }
  const v = last.answer, w = v.words[language], c = v.claims;
  box.className = v.reliable && good.includes(v.verdict) ? "good" : bad.includes(v.verdict) ? "bad" : "wait";
  if (v.reason === "parts-differ") box.className = "bad";
  at("title").textContent = w.verdict;
  at("hint").textContent = w.hint;
  at("sample").hidden = !v.sample;
  if (!c) return;
  at("compare").hidden = false;
  const name = [c.name.surname, c.name.given, c.name.patronymic].filter(Boolean).join(" ");
  line("name", c.name.shortened ? `${name} (${words.shortened[language]})` : name);
  line("birth", c.birth && date(c.birth));
  line("identifier", c.identifierTail && "…" + c.identifierTail);
  line("number", String(c.number));
  line("kind", words.kinds[c.kind] && words.kinds[c.kind][language]);
  line("outcome", [w.outcome, c.percent ? c.percent + " %" : ""].filter(Boolean).join(", "));
  line("since", c.since && date(c.since));
  if (c.kind !== 3) line("until", v.extendedUntil ? date(v.extendedUntil) : c.until ? date(c.until) : words.withoutTerm[language]);
  line("next", c.next && date(c.next));
  line("commission", w.commission || String(c.commission));
  if (v.listIssued) at("age").textContent = words.list[language] + date(v.listIssued) + " " + v.listIssued.slice(11, 16) + " UTC";
}

async function check(type, body) {
  last = { busy: true };
  show();
  const mine = last;
  let result;
  try {
    const reply = await fetch("/v1/verify", { method: "POST", headers: { "Content-Type": type }, body, credentials: "omit", cache: "no-store" });
    if (reply.status === 413) result = { failed: "large" };
    else if (!reply.ok) result = { failed: "again" };
    else result = { answer: await reply.json() };
  } catch {
    result = { failed: "again" };
  }
  if (last !== mine) return; // something else was asked meanwhile
  last = result;
  show();
  at("verdict").scrollIntoView({ block: "nearest" });
}

const checkText = (text) => check("application/json", JSON.stringify({ text }));

function fromAddress() {
  const text = location.hash.slice(1);
  if (/^[0-9]{10,}$/.test(text)) checkText(text);
}

at("form").addEventListener("submit", (e) => {
  e.preventDefault();
  if (at("text").value.trim()) checkText(at("text").value);
});
at("file").addEventListener("change", (e) => {
  const file = e.target.files[0];
  if (!file) return;
  if (file.size > 8 << 20) { last = { failed: "large" }; show(); return; }
  check(file.type, file);
});
at("language").addEventListener("click", () => { language = language === "az" ? "en" : "az"; translate(); });
addEventListener("hashchange", fromAddress);
translate();
fromAddress();
