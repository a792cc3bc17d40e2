// One press of «Назад» for one step. The framework goes to another page with a choice in two
// entries of the history: the present page with the choice of the next one, then the next page.
// The first of them is nobody's view, so the second takes its place. Nor is a view without the year
// and the district that the program has added to it.
(() => {
  "use strict";
  const SOON = 2000; // milliseconds between the two
  const push = history.pushState.bind(history);
  let before = { path: "", search: "", at: 0 };

  const completes = (next) => {
    const [was, will] = [new URLSearchParams(location.search), new URLSearchParams(next.search)];
    const added = [...will.keys()].filter((name) => !was.has(name));
    const same = [...was].every(([name, value]) => will.get(name) === value);
    return same && added.length > 0 && added.every((name) => ["year", "district"].includes(name));
  };

  history.pushState = (state, unused, url) => {
    const next = new URL(url ?? "", location.href);
    const moves = next.pathname !== location.pathname;
    const halfway =
      moves &&
      before.path === location.pathname &&
      before.search === next.search &&
      location.search === next.search &&
      performance.now() - before.at < SOON;
    before = { path: moves ? "" : next.pathname, search: next.search, at: performance.now() };
    if (halfway || (!moves && completes(next))) history.replaceState(state, unused, url);
    else push(state, unused, url);
  };
})();
