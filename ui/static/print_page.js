// Paper: «Печать» and Ctrl+P print the page itself (@media print in screen.css). Charts are drawn for
// the window; on paper each is scaled to the sheet, and one that fits on a sheet stays on it whole.
(() => {
  "use strict";
  // Pixels of an A4: below a title, and the sheet itself, which the heading and the first chart share.
  const ACROSS = { width: 1020, height: 590, whole: 680 };
  const UPRIGHT = { width: 690, height: 930, whole: 1010 };
  const BESIDE = 250; // height of charts that stand side by side: two lines of them on a sheet
  const SMALLEST = 0.6; // of its scale: a higher chart goes over several sheets
  const READABLE = 0.5; // of its size on the screen: a smaller chart does not turn the sheet upright

  const boxes = () =>
    [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].map((chart) =>
      chart.closest('[data-testid="stElementContainer"]'),
    );

  addEventListener("beforeprint", () => {
    const content = document.querySelector('[data-testid="stMainBlockContainer"]');
    const theme = getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme;
    document.documentElement.dataset.paper = theme; // a dark screen is turned: ink on white
    const wideOn = (sheet) => Math.min(1, sheet.width / content.clientWidth);
    const head = content.querySelector("h1")?.getBoundingClientRect().top ?? 0;
    const tabs = content.querySelector(".st-key-parts")?.offsetHeight ?? 0; // not printed
    const above = boxes().map((box) => box.getBoundingClientRect().top - head - tabs);
    const under = (sheet, place) => (above[place] < sheet.whole / 2 ? sheet.whole - above[place] : sheet.height);
    const scaleUnder = (sheet) => Math.min(wideOn(sheet), under(sheet, 0) / boxes()[0].offsetHeight);
    const parts = !boxes().length || above[0] > ACROSS.whole / 2; // the first chart is not under the heading
    const lies = parts || scaleUnder(ACROSS) > SMALLEST * wideOn(ACROSS) || scaleUnder(UPRIGHT) < READABLE;
    const sheet = lies ? ACROSS : UPRIGHT;
    const wide = wideOn(sheet);
    document.documentElement.dataset.sheet = lies ? "across" : "upright";
    for (const [place, box] of boxes().entries()) {
      const rooms = box.closest('[data-testid="stColumn"]') ? [BESIDE] : [under(sheet, place), sheet.height];
      const fitting = rooms
        .map((room) => Math.min(room, sheet.height) / box.offsetHeight)
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
