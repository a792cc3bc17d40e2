// Paper: «Печать» and Ctrl+P print the page itself (@media print in screen.css). Charts are drawn for
// the window; on paper each is scaled to the sheet, and one that fits on a sheet stays on it whole.
(() => {
  "use strict";
  const SHEET = { width: 1020, height: 590 }; // pixels of an A4 that lies across, below a title
  const BESIDE = 250; // height of charts that stand side by side: two lines of them on a sheet
  const SMALLEST = 0.6; // of its scale: a higher chart goes over several sheets

  const WHOLE = 680; // height of the sheet itself: the heading and the first chart share it

  const boxes = () =>
    [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].map((chart) =>
      chart.closest('[data-testid="stElementContainer"]'),
    );

  addEventListener("beforeprint", () => {
    const content = document.querySelector('[data-testid="stMainBlockContainer"]');
    const theme = getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme;
    document.documentElement.dataset.paper = theme; // a dark screen is turned: ink on white
    const wide = Math.min(1, SHEET.width / content.clientWidth);
    const head = content.querySelector("h1")?.getBoundingClientRect().top ?? 0;
    const tabs = content.querySelector(".st-key-parts")?.offsetHeight ?? 0; // not printed
    const above = boxes().map((box) => box.getBoundingClientRect().top - head - tabs);
    for (const [place, box] of boxes().entries()) {
      const below = above[place] < WHOLE / 2 ? WHOLE - above[place] : SHEET.height;
      const rooms = box.closest('[data-testid="stColumn"]') ? [BESIDE] : [below, SHEET.height];
      const fitting = rooms
        .map((room) => Math.min(room, SHEET.height) / box.offsetHeight)
        .find((scale) => scale > SMALLEST * wide); // under the heading, else on a sheet of its own
      box.style.zoom = Math.min(wide, fitting ?? wide);
    }
  });
  addEventListener("afterprint", () => boxes().forEach((box) => (box.style.zoom = "")));

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-print a")) return;
    event.preventDefault();
    print();
  });
})();
