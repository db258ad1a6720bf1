"use strict";
(() => {
  const table = document.querySelector("table");
  const body = table.tBodies[0];
  const box = document.createElement("input");
  box.type = "search";
  box.placeholder = "Show only rows that contain …";
  box.setAttribute("aria-label", "Show only rows that contain");
  table.parentElement.before(box);
  box.addEventListener("input", () => {
    const wanted = box.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  const worth = (text) => {
    const number = Number(text.replace(/,/g, "").split(" ")[0]);
    return text.trim() === "" || Number.isNaN(number) ? null : number;
  };
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const button = document.createElement("button");
    button.textContent = head.textContent;
    head.replaceChildren(button);
    let down = true;
    button.addEventListener("click", () => {
      down = !down;
      const rows = [...body.rows].map((row) => [row.cells[at].textContent, row]);
      rows.sort(([a], [b]) => {
        const x = worth(a), y = worth(b);
        return x !== null && y !== null ? x - y : a.localeCompare(b);
      });
      if (down) rows.reverse();
      body.append(...rows.map(([, row]) => row));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  });
})();
