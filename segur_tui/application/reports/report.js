"use strict";
// Filters the rows of the page, tells how many are shown, and keeps the filter in the address: #q=RPPS&nature=length
(() => {
  const filter = document.getElementById("filter");
  const shown = document.getElementById("shown");
  if (!filter) return;
  const { q, nature, severity } = filter.elements;
  const SHORT_NUMBER = /^\d{1,3}$/;

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/’/g, "'").replace(/\s+/g, " ").trim();

  const withProblems = Array.from(document.querySelectorAll(".file")).filter((file) => file.querySelector("tbody"));
  const files = withProblems.map((file) => {
    const name = file.querySelector("h2").textContent;
    return {
      table: file.querySelector("table"),
      none: file.querySelector(".none"),
      count: file.querySelector("caption span"),
      rows: Array.from(file.querySelectorAll("tbody tr"), (row) => ({
        row,
        nature: row.dataset.nature,
        severities: row.dataset.severity.split(" "),
        numbers: [row.cells[0], row.cells[1]].map((cell) => Number(cell.textContent.trim() || NaN)),
        text: fold(name + " " + Array.from(row.cells, (cell) => cell.textContent).join(" ")),
      })),
    };
  });
  const total = files.reduce((sum, file) => sum + file.rows.length, 0);

  // A short number names a line or a n° éditeur; anything else is looked for in the whole row.
  const holds = (entry, word) =>
    SHORT_NUMBER.test(word) ? entry.numbers.includes(Number(word)) : entry.text.includes(word);

  const counted = (number) => `${number}\u00a0problème${number > 1 ? "s" : ""}`;
  const chosen = (select) => select.selectedOptions[0].dataset.title;
  const portion = (count, all) => (count === all ? counted(all) : `${counted(count)} sur ${all}`);

  function told(count) {
    const parts = [];
    if (q.value.trim()) parts.push(`recherche «\u00a0${q.value.trim()}\u00a0»`);
    if (nature.value) parts.push(chosen(nature));
    if (severity.value) parts.push(chosen(severity));
    return parts.length ? `${portion(count, total)}\u00a0: ${parts.join(" · ")}` : counted(total);
  }

  function apply() {
    const words = fold(q.value).split(" ").filter(Boolean);
    let count = 0;
    for (const file of files) {
      let left = 0;
      for (const entry of file.rows) {
        const fits =
          (!nature.value || entry.nature === nature.value) &&
          (!severity.value || entry.severities.includes(severity.value)) &&
          words.every((word) => holds(entry, word));
        entry.row.hidden = !fits;
        left += fits;
      }
      file.table.hidden = !left;
      file.none.hidden = left > 0;
      file.count.textContent = portion(left, file.rows.length);
      count += left;
    }
    shown.textContent = told(count);
  }

  function keepInAddress() {
    const kept = new URLSearchParams();
    for (const field of [q, nature, severity]) if (field.value) kept.set(field.name, field.value);
    history.replaceState(null, "", "#" + kept);
  }

  function takeFromAddress() {
    if (!location.hash.includes("=")) return; // the address of a file's section
    const given = new URLSearchParams(location.hash.slice(1));
    q.value = given.get("q") || "";
    for (const select of [nature, severity]) {
      select.value = given.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    apply();
  }

  filter.addEventListener("input", apply);
  filter.addEventListener("change", keepInAddress);
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("reset", () =>
    setTimeout(() => {
      apply();
      keepInAddress();
      q.focus();
    })
  );
  addEventListener("hashchange", takeFromAddress);
  addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      q.focus();
    } else if (event.key === "Escape" && event.target === q) {
      filter.reset();
    }
  });

  filter.hidden = false;
  shown.hidden = false;
  apply();
  takeFromAddress();
})();
