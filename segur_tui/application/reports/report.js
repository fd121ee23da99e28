"use strict";
// Filters the rows of the page, hides the files that have none left, tells how many are shown, and keeps the
// filter in the address: #q=RPPS&nature=length
(() => {
  const filter = document.getElementById("filter");
  if (!filter) return;
  const shown = document.getElementById("shown");
  const summary = document.querySelector(".files");
  const { q, nature, severity } = filter.elements;
  const SHORT_NUMBER = /^\d{1,3}$/;
  const LONGEST_SEARCH = 60; // characters that are told of it: an address may bring any number

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/’/g, "'").replace(/\s+/g, " ").trim();

  const summaryRows = summary.querySelectorAll("tbody tr");
  const files = Array.from(document.querySelectorAll(".file"), (section, index) => {
    const name = section.querySelector("h2").textContent;
    return {
      parts: [section, summaryRows[index]],
      count: section.querySelector("caption span"),
      rows: Array.from(section.querySelectorAll("tbody tr"), (row) => ({
        row,
        nature: row.dataset.nature,
        severities: row.dataset.severity.split(" "),
        numbers: [row.cells[0], row.cells[1]].map((cell) => Number(cell.textContent.trim() || NaN)),
        cells: Array.from(row.cells, (cell) => fold(cell.textContent)),
        text: fold(name + " " + Array.from(row.cells, (cell) => cell.textContent).join(" ")),
      })),
    };
  });
  const total = files.reduce((sum, file) => sum + file.rows.length, 0);

  // A short number names a line or a n° éditeur; any other word is looked for in the whole row.
  const holds = (entry, word) =>
    SHORT_NUMBER.test(word) ? entry.numbers.includes(Number(word)) : entry.text.includes(word);
  // What was copied from the page is found as it stands there, whatever numbers are in it.
  const isCopied = (entry, search) =>
    entry.cells.includes(search) || (!SHORT_NUMBER.test(search) && entry.text.includes(search));

  const counted = (number, word) => `${number}\u00a0${word}${number > 1 ? "s" : ""}`;
  const portion = (count, all) => counted(count, "problème") + (count === all ? "" : ` sur ${all}`);
  const chosen = (select) => select.selectedOptions[0].dataset.title;
  let isFromAddress = false;

  function filterInWords() {
    const parts = [];
    const search = q.value.trim();
    const isLong = search.length > LONGEST_SEARCH;
    if (search) parts.push(`recherche «\u00a0${search.slice(0, LONGEST_SEARCH)}${isLong ? "…" : ""}\u00a0»`);
    if (nature.value) parts.push(chosen(nature));
    if (severity.value) parts.push(chosen(severity));
    return parts.join(" · ");
  }

  function told(words, count, filesHidden) {
    if (!words) return counted(total, "problème");
    const hidden = filesHidden ? `, ${counted(filesHidden, "fichier")} masqué${filesHidden > 1 ? "s" : ""}` : "";
    const origin = isFromAddress ? ", venu de l’adresse" : "";
    return `Filtre actif${origin}\u00a0: ${portion(count, total)}${hidden} (${words})`;
  }

  function apply() {
    const search = fold(q.value);
    const words = search.split(" ").filter(Boolean);
    const inWords = filterInWords();
    let count = 0;
    let filesHidden = 0;
    for (const file of files) {
      let left = 0;
      for (const entry of file.rows) {
        const fits =
          (!nature.value || entry.nature === nature.value) &&
          (!severity.value || entry.severities.includes(severity.value)) &&
          (words.every((word) => holds(entry, word)) || isCopied(entry, search));
        entry.row.hidden = !fits;
        left += fits;
      }
      const isHidden = inWords !== "" && !left;
      for (const part of file.parts) part.hidden = isHidden;
      if (file.count) file.count.textContent = portion(left, file.rows.length);
      filesHidden += isHidden;
      count += left;
    }
    summary.hidden = filesHidden === files.length;
    filter.classList.toggle("active", inWords !== "");
    shown.textContent = told(inWords, count, filesHidden);
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
    isFromAddress = true;
    apply();
  }

  filter.addEventListener("input", () => {
    isFromAddress = false;
    apply();
  });
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
    if (event.key === "/" && event.target !== q && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      q.focus();
    } else if (event.key === "Escape") {
      filter.reset();
    }
  });

  // The heads of the tables stop below the filter, and what a link leads to as well.
  const keepClear = () => document.documentElement.style.setProperty("--bar", `${filter.offsetHeight}px`);

  filter.hidden = false;
  document.getElementById("hint").hidden = false;
  apply();
  takeFromAddress();
  keepClear();
  new ResizeObserver(keepClear).observe(filter);
})();
