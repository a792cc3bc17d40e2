// Tables of the program (ui/html_table.py) in the browser: a head sorts, the search narrows, columns
// are shown by choice, and the choice stays in this browser. Where nothing was chosen and the window
// is too narrow for all, some give way. A link goes on within the program.
(() => {
  "use strict";
  const SEARCHED = 12; // rows from which a table has a search
  const CHOSEN = 6; // columns from which they are a choice
  const CARDS = "(max-width: 640px)"; // a window in which each row is a card
  const sorted = new Map(); // key of a table -> [column, direction]
  const collator = new Intl.Collator("ru", { numeric: true });
  const stored = (key) => `columns ${key}`;

  const named = (head) => head.querySelector("button")?.textContent ?? "";

  const choice = (box) => {
    try {
      return JSON.parse(localStorage.getItem(stored(box.dataset.key)));
    } catch {
      return null;
    }
  };

  const hide = (box, hidden) => {
    const names = [...box.querySelectorAll("thead th")].map(named);
    for (const row of box.querySelectorAll("tr"))
      [...row.cells].forEach((cell, place) => (cell.hidden = hidden.has(names[place])));
  };

  const value = (row, column) => {
    const cell = row.cells[column];
    if (cell.classList.contains("none")) return null;
    const text = cell.textContent.replace(/^(\d\d)\.(\d\d)\.(\d{4})/, "$3-$2-$1"); // a day by its year first
    return [cell.dataset.order ?? (cell.classList.contains("number") ? text : ""), text];
  };

  const sort = (box, column, direction) => {
    const table = box.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const sign = direction === "descending" ? -1 : 1;
    const keyed = rows.map((row) => [value(row, column), row]);
    keyed.sort(([one], [other]) => {
      if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1); // unknown ones last, both ways
      const numbers = Number(one[0]) - Number(other[0]);
      const first = one[0] && other[0] && numbers ? numbers : collator.compare(one[0], other[0]);
      return sign * (first || collator.compare(one[1], other[1]));
    });
    table.tBodies[0].append(...keyed.map(([, row]) => row));
    for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
    table.tHead.rows[0].cells[column].setAttribute("aria-sort", direction);
    sorted.set(box.dataset.key, [column, direction]);
  };

  const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);

  // the last resort before it scrolls sideways: long words are broken
  const tighten = (box) => {
    box.classList.remove("tight", "tightest");
    for (const step of ["tight", "tightest"])
      if (box.scrollWidth > box.clientWidth) box.classList.add(step);
  };

  const columns = (box) => {
    const heads = [...box.querySelectorAll("thead th")];
    const usual = JSON.parse(box.dataset.later);
    let chosen = choice(box);
    const hidden = new Set(chosen ?? usual);
    hide(box, hidden);
    if (heads.length < CHOSEN) {
      new ResizeObserver(() => tighten(box)).observe(box);
      return null;
    }
    const menu = element("details", { className: "columns" });
    const summary = element("summary");
    const list = element("div");
    const ticks = new Map();
    const tell = () => {
      hide(box, hidden);
      for (const [name, tick] of ticks) tick.checked = !hidden.has(name);
      summary.textContent = hidden.size ? `Столбцы: ${ticks.size - hidden.size} из ${ticks.size}` : "Столбцы";
    };
    const fit = () => {
      if (chosen || !box.isConnected) return;
      hidden.clear();
      usual.forEach((name) => hidden.add(name));
      hide(box, hidden);
      for (const name of matchMedia(CARDS).matches ? [] : JSON.parse(box.dataset.yields)) {
        if (box.scrollWidth <= box.clientWidth) break;
        hidden.add(name);
        hide(box, hidden);
      }
      tell();
      tighten(box);
    };
    menu.append(summary, list);
    heads.forEach((head) => {
      const name = named(head);
      if (!name) return;
      const label = element("label");
      const tick = element("input", { type: "checkbox" });
      ticks.set(name, tick);
      tick.addEventListener("change", () => {
        if (tick.checked) hidden.delete(name);
        else hidden.add(name);
        chosen = [...hidden];
        tell();
        try {
          localStorage.setItem(stored(box.dataset.key), JSON.stringify(chosen));
        } catch {} // no store: the choice holds until the page is left
      });
      label.append(tick, ` ${name}`);
      list.append(label);
    });
    tell();
    let width = 0;
    new ResizeObserver(() => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      fit();
    }).observe(box);
    return menu;
  };

  const search = (box) => {
    const rows = [...box.querySelectorAll("tbody tr")];
    if (rows.length < SEARCHED) return null;
    const field = element("input", { type: "search", placeholder: "Найти в таблице" });
    field.setAttribute("aria-label", `Найти в таблице: ${box.querySelector("table").ariaLabel}`);
    field.addEventListener("input", () => {
      const sought = field.value.trim().toLocaleLowerCase("ru");
      for (const row of rows)
        row.hidden = !row.textContent.toLocaleLowerCase("ru").includes(sought);
    });
    return field;
  };

  const help = (head) => {
    const name = named(head);
    const mark = element("button", { type: "button", className: "help", textContent: "?" });
    mark.title = head.dataset.help;
    mark.setAttribute("aria-label", `Что значит «${name}»`);
    mark.addEventListener("click", () => {
      const told = element("div", { className: "told", textContent: head.dataset.help });
      told.popover = "auto";
      told.addEventListener("toggle", (event) => event.newState === "closed" && told.remove());
      document.querySelector('[data-testid="stApp"]').append(told);
      told.showPopover();
      const place = mark.getBoundingClientRect();
      told.style.top = `${place.bottom + 6}px`;
      told.style.left = `${Math.max(8, Math.min(place.left, innerWidth - told.offsetWidth - 8))}px`;
    });
    head.append(mark);
  };

  const prepare = (box) => {
    box.dataset.ready = "";
    const heads = [...box.querySelectorAll("thead th")];
    for (const row of box.querySelectorAll("tr"))
      [...row.cells].forEach((cell, place) => {
        const { kind } = heads[place].dataset;
        cell.dataset.name = named(heads[place]);
        if (kind && (kind === "number" || row.parentElement.tagName === "TBODY")) cell.classList.add(kind);
      });
    heads.filter((head) => head.dataset.help).forEach(help);
    heads.forEach((head, place) =>
      head.querySelector("button")?.addEventListener("click", () =>
        sort(box, place, head.ariaSort === "ascending" ? "descending" : "ascending"),
      ),
    );
    const tools = element("div", { className: "tools" });
    tools.append(...[search(box), columns(box)].filter(Boolean));
    if (tools.childElementCount) box.before(tools);
    if (sorted.has(box.dataset.key)) sort(box, ...sorted.get(box.dataset.key));
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  };

  const prepareAll = () => {
    document.querySelectorAll(".table:not([data-ready])").forEach(prepare);
  };
  new MutationObserver(prepareAll).observe(document, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".table a");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    const moves = link.pathname !== location.pathname;
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    if (moves) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  });
})();
