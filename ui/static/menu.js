// The place and the part that are shown are said, not only coloured: aria-current on their links.
(() => {
  "use strict";
  const last = (path) => path.split("?")[0].split("/").pop().replace(/^overview$/, "");

  const mark = () => {
    const here = last(location.pathname);
    for (const link of document.querySelectorAll(".st-key-menu a, .st-key-parts a")) {
      const told = last(link.getAttribute("href") ?? "") === here ? "page" : null;
      if (link.getAttribute("aria-current") === told) continue;
      if (told) link.setAttribute("aria-current", told);
      else link.removeAttribute("aria-current");
    }
  };
  const watched = { childList: true, subtree: true, attributeFilter: ["href"] };
  new MutationObserver(mark).observe(document, watched);
})();
