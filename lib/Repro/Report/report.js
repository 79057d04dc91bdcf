// Filters hide rows, and sections without a row left; a measured number opens its runs above the page. Without scripts
// all rows are there, and the same links lead down to the runs.
const byId = name => document.getElementById(name), all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const kinds = ["network", "side", "method", "state"], choices = ["paper", ...kinds].map(byId);

function filter() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean), paper = byId("paper").value;
  const wanted = kinds.map(kind => [kind, byId(kind).value]).filter(([, value]) => value);
  const narrowed = words.length > 0 || wanted.length > 0;
  let shown = 0, total = 0;
  for (const section of all("section.paper")) {
    const title = section.querySelector("h3").textContent.toLowerCase(), rows = all("tr[data-state]", section);
    let left = 0;
    for (const row of rows) {
      const text = title + " " + row.textContent.toLowerCase();
      row.hidden = !(wanted.every(([kind, value]) => row.dataset[kind] === value) && words.every(word => text.includes(word)));
      left += !row.hidden;
    }
    section.hidden = paper && section.dataset.paper !== paper || narrowed && left === 0;
    shown += section.hidden ? 0 : left;
    total += rows.length;
  }
  for (const head of all("h2.paper")) head.hidden = !all("section.paper").some(s => !s.hidden && s.dataset.paper === head.dataset.paper);
  byId("overview").hidden = narrowed || paper !== "";
  byId("count").textContent = shown === total ? total + " rows" : shown + " of " + total + " rows";
}

function open(event) {
  const link = event.target.closest('a[href^="#run-"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const card = byId(link.hash.slice(1)).cloneNode(true), dialog = byId("dialog");
  card.removeAttribute("id");
  dialog.lastElementChild.replaceChildren(card);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

byId("filters").hidden = false;
byId("search").addEventListener("input", filter);
for (const choice of choices) choice.addEventListener("change", filter);
document.addEventListener("click", open);
byId("dialog").addEventListener("click", event => { if (event.target === byId("dialog")) byId("dialog").close(); });
filter();
