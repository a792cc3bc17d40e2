// Pictures (charts/) in the browser. A saved one bears what stands beside it on the page: its title
// and the heading, which names district and year. One that can be clicked can be walked with the
// arrow keys: the mark is framed, shown and read aloud, Enter opens it.
(() => {
  "use strict";
  const AIR = 10; // pixels around the title of a saved picture
  const LINE = 1.3; // height of a line of Plotly, in sizes of its type
  const TITLE = 17;
  const BELOW = 13;
  const FACES_TAKE = 300; // milliseconds until the typefaces in a picture are read: nothing tells

  const drawing = (inside) => inside.closest(".js-plotly-plot");
  const lines = (text, size, width, weight) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px "PT Sans", sans-serif`;
    const found = [""];
    for (const word of text.split(" ")) {
      const longer = `${found.at(-1)} ${word}`.trim();
      if (found.at(-1) && pen.measureText(longer).width > width) found.push(word);
      else found[found.length - 1] = longer;
    }
    return found;
  };
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  const titled = (chart, width, height) => {
    const { layout } = chart;
    const told = lines(String(layout.meta[0]), TITLE, width - 2 * AIR, "bold").map(escaped);
    const about = document.querySelector('[data-testid="stMain"] h1')?.innerText ?? "";
    const beside = lines(about, BELOW, width - 2 * AIR, "normal").map(escaped);
    const extra = Math.ceil((told.length + beside.length) * TITLE * LINE) + 2 * AIR;
    const area = chart.querySelector(".nsewdrag");
    const [left, top] = ["x", "y"].map((side) => Number(area.getAttribute(side)));
    const small = `<span style="font-size:${BELOW}px">${beside.join("<br>")}</span>`;
    const title = {
      text: `<b>${told.join("<br>")}</b><br>${small}`,
      font: { size: TITLE, color: layout.font.color },
      align: "left",
      showarrow: false,
      x: 0, xref: "paper", xanchor: "left", xshift: AIR - left,
      y: 1, yref: "paper", yanchor: "top", yshift: top + extra - AIR,
    };
    return {
      ...layout,
      width,
      height: height + extra,
      margin: { ...layout.margin, t: top + extra },
      paper_bgcolor: layout.hoverlabel.bgcolor,
      annotations: [...(layout.annotations ?? []), title],
    };
  };

  // A picture that is looked at alone knows no typeface of the page: ours goes along in it.
  const OURS = document.currentScript.src;
  const FACE = /@font-face[^}]*url\("([^"]+)"\)[^}]*}/g;
  const dataUrl = async (address) => {
    const blob = await (await fetch(address)).blob();
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => resolve(reader.result));
      reader.readAsDataURL(blob);
    });
  };
  const faces = async () => {
    const sheet = new URL("print.css", OURS);
    const rules = [...(await (await fetch(sheet)).text()).matchAll(FACE)];
    const whole = rules.map(async ([rule, file]) => rule.replace(file, await dataUrl(new URL(file, sheet))));
    return (await Promise.all(whole)).join("");
  };

  const drawn = async (chart) => {
    const sheet = chart.querySelector(".main-svg");
    const [width, height] = ["width", "height"].map((side) => Number(sheet.getAttribute(side)));
    const layout = titled(chart, width, height);
    const config = { locale: "ru", locales: chart._context.locales };
    const size = { format: "svg", width, height: layout.height };
    const told = await Plotly.toImage({ data: chart.data, layout, config }, size);
    const svg = decodeURIComponent(told.slice(told.indexOf(",") + 1));
    const style = `<style>${(await faces()).replace(/</g, "&lt;")}</style>`;
    return { svg: svg.replace(/<svg[^>]*>/, (head) => head + style), width, height: layout.height };
  };

  const painted = async ({ svg, width, height }, scale) => {
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    for (let time = 0; time < FACES_TAKE; time += 50) {
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return new Promise((resolve) => canvas.toBlob(resolve));
  };

  const save = async (chart) => {
    const { filename, format, scale } = chart._context.toImageButtonOptions;
    const picture = await drawn(chart);
    const vector = format === "svg";
    const blob = vector ? new Blob([picture.svg], { type: "image/svg+xml" }) : await painted(picture, scale);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${filename}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(".modebar-btn");
      const chart = button && drawing(button);
      if (!chart?.layout?.meta || !window.Plotly) return;
      event.preventDefault();
      event.stopPropagation();
      save(chart);
    },
    true,
  );

  // the keyboard

  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const LAYERS = { scatter: ".scatterlayer", bar: ".barlayer" };
  const HOVERED = 80; // milliseconds: Plotly looks at most every 50 at what lies under the pointer
  const HELP = "Стрелки ведут по рисунку, Enter открывает отмеченное.";

  const marks = (chart) => {
    const count = { scatter: 0, bar: 0 };
    const cell = cellSize(chart);
    return chart.data.flatMap((trace) => {
      if (!(trace.type in LAYERS)) return [];
      const parts = chart.querySelectorAll(`${LAYERS[trace.type]} .trace`)[count[trace.type]++];
      if (!trace.customdata || !parts) return [];
      return [...parts.querySelectorAll(".point")].map((mark, place) => {
        const box = mark.getBoundingClientRect();
        const said = trace.hovertext?.[place] ?? trace.y?.[place] ?? "";
        const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        return { ...middle, ...(cell ?? { width: box.width, height: box.height }), said: plain(said) };
      });
    });
  };
  const cellSize = (chart) => {
    const map = chart.data.find((trace) => trace.type === "heatmap");
    if (!map) return null;
    const area = chart.querySelector(".nsewdrag").getBoundingClientRect();
    return { width: area.width / map.z[0].length, height: area.height / map.y.at(-1) };
  };
  const plain = (text) =>
    new DOMParser().parseFromString(String(text).replace(/<br ?\/?>/g, ", "), "text/html").body.textContent;

  const nearest = (all, from, [right, down]) => {
    let found = null;
    let least = Infinity;
    for (const one of all) {
      const ahead = (one.x - from.x) * right + (one.y - from.y) * down;
      const aside = Math.abs((one.x - from.x) * down) + Math.abs((one.y - from.y) * right);
      if (ahead > 1 && ahead + 4 * aside < least) [found, least] = [one, ahead + 4 * aside];
    }
    return found;
  };

  const topmost = (all) => all.reduce((one, other) => (other.y < one.y - 1 || (other.y < one.y + 1 && other.x < one.x) ? other : one));

  const pointer = (chart, type, { x, y }) =>
    (type === "mouseup" ? document : chart.querySelector(".nsewdrag")).dispatchEvent(
      new MouseEvent(type, { bubbles: true, clientX: x, clientY: y, view: window, button: 0 }),
    );

  const place = new WeakMap(); // chart -> number of the mark that is framed
  const aloud = document.createElement("div");
  aloud.setAttribute("role", "status");
  aloud.className = "aloud";
  const frame = document.createElement("div");
  frame.className = "mark-frame";

  const point = (chart, all, one) => {
    place.set(chart, all.indexOf(one));
    chart.append(frame);
    const around = chart.getBoundingClientRect();
    const side = { width: Math.max(one.width, 12), height: Math.max(one.height, 12) };
    frame.style.left = `${one.x - side.width / 2 - around.x - 1}px`;
    frame.style.top = `${one.y - side.height / 2 - around.y - 1}px`;
    frame.style.width = `${side.width + 2}px`;
    frame.style.height = `${side.height + 2}px`;
    frame.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!aloud.isConnected) document.querySelector('[data-testid="stApp"]').append(aloud);
    aloud.textContent = one.said;
    const now = marks(chart)[place.get(chart)];
    pointer(chart, "mouseover", now);
    pointer(chart, "mousemove", now);
  };

  const pressed = (event) => {
    const chart = event.currentTarget;
    const all = marks(chart);
    if (!all.length) return;
    const now = all[place.get(chart)];
    if (event.key in ARROWS) {
      event.preventDefault();
      const next = now ? nearest(all, now, ARROWS[event.key]) : topmost(all);
      if (next) point(chart, all, next);
    } else if (event.key === "Enter" && now) {
      event.preventDefault();
      pointer(chart, "mousemove", now);
      setTimeout(() => ["mousedown", "mouseup"].forEach((type) => pointer(chart, type, now)), HOVERED);
    }
  };

  const prepare = (chart) => {
    if (chart.layout?.clickmode !== "event+select") return;
    chart.dataset.walked = "";
    chart.tabIndex = 0;
    chart.setAttribute("role", "application");
    chart.setAttribute("aria-label", `${plain(chart.layout.meta?.[0] ?? "")}. ${HELP}`);
    chart.addEventListener("keydown", pressed);
    chart.addEventListener("blur", () => frame.remove());
  };
  const prepareAll = () => document.querySelectorAll(".js-plotly-plot:not([data-walked])").forEach(prepare);
  new MutationObserver(prepareAll).observe(document, { childList: true, subtree: true });
})();
