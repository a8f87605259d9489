// What hands do on every screen: `/` goes to the search box, arrows walk the results, internal links open in place,
// buttons copy a citation or print, and the outline follows the text. Writes nothing into the page but the label of the
// button that was pressed, the outline's mark, and that the first screen is whole.
(() => {
  const EDITABLE = "input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=slider]";
  const RESULTS = '[class*="st-key-card"] .stPageLink a, .card a.open, .walk a.entry';
  const SAID = 1600; // ms that a button says what it did
  const PATIENCE = 3000; // ms that a screen may take until the place its address names is there
  const PHONE = 640; // px: where the style sheet puts the page under the text
  const MARGIN = 12; // px that are seen around a frame
  const UNDER_HEADER = 160; // px from the top of the window: a heading that stands higher is being read

  // Seen once and for all: on a later screen, a widget that is being loaded hides nothing.
  const arriving = new MutationObserver(() => {
    if (!document.querySelector(".notice") || document.querySelector('[data-testid="stSkeleton"]')) return;
    arriving.disconnect();
    document.documentElement.dataset.whole = "";
  });
  arriving.observe(document, { childList: true, subtree: true });

  const visible = (element) => element.getClientRects().length > 0;
  const box = () => [...document.querySelectorAll(".st-key-question input")].find(visible);

  // Pressed before the box is drawn, the key is kept for it.
  const ask = (until = Date.now() + PATIENCE) => {
    const field = box();
    field?.focus();
    field?.select();
    if (!field && Date.now() < until) setTimeout(ask, 100, until);
  };

  // One link a card: the first, which is the card's own.
  const results = () => {
    const seen = new Set();
    return [...document.querySelectorAll(RESULTS)].filter((link) => {
      const card = link.closest('[class*="st-key-card"], .card') ?? link;
      if (seen.has(card) || !visible(link)) return false;
      return seen.add(card);
    });
  };

  // Streamlit follows the address when the browser goes back; a link of ours is told to it in the same way.
  const go = (address) => {
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    reach(address.split("#")[1]);
  };

  // The element that an address names may be there only once the screen is drawn: for a while it is looked for again.
  const reach = (id, until = Date.now() + PATIENCE, last = null) => {
    const found = id && document.getElementById(id);
    if (found && found !== last) found.scrollIntoView();
    if (id && Date.now() < until) setTimeout(reach, 100, id, until, found);
  };
  reach(location.hash.slice(1));

  // The outline marks the section that is being read: the last one whose heading has passed under the header.
  const follow = () => {
    const headings = [...document.querySelectorAll(".text .heading")].filter(visible);
    if (!headings.length) return;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < UNDER_HEADER);
    const here = `#${(passed.at(-1) ?? headings[0]).id}`;
    const lines = [...document.querySelectorAll(".outline a")];
    if (!lines.some((line) => line.hash === here)) return; // folded away
    for (const line of lines) {
      if (line.hash !== here) line.removeAttribute("aria-current");
      else if (!line.hasAttribute("aria-current")) {
        line.setAttribute("aria-current", "location");
        line.scrollIntoView({ block: "nearest" });
      }
    }
  };
  const scrolled = (event) => { if (event.target.matches?.('[data-testid="stMain"]')) follow(); };
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });

  const say = (button, text) => {
    const before = button.dataset.label ?? button.textContent;
    button.dataset.label = before;
    button.textContent = text;
    setTimeout(() => { button.textContent = before; }, SAID);
  };

  // Where the page is not served securely there is no clipboard to write to: the text is selected and copied as by hand.
  const copy = async (text) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("not copied");
  };

  const quotation = (button) => {
    const said = button.closest("article").querySelector("blockquote").innerText.trim();
    return `«\u00a0${said}\u00a0» (${button.dataset.cite})`;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy], button[data-cite], button[data-link]");
    if (button) {
      const text = button.dataset.link ? location.origin + button.dataset.link
        : button.dataset.cite ? quotation(button) : button.dataset.copy;
      copy(text).then(() => say(button, "Copié"), () => say(button, "Copie impossible"));
      return;
    }
    if (event.target.closest?.("button[data-print]")) {
      print();
      return;
    }
    const sheet = event.target.closest?.("button[data-zoom]");
    if (sheet) {
      const paper = document.querySelector(".sheet");
      paper?.style.removeProperty("width");
      const large = paper?.classList.toggle("large");
      sheet.setAttribute("aria-pressed", String(Boolean(large)));
      if (large) sharpen();
      return;
    }
    const link = event.target.closest?.('.stHtml a[href^="/"]');
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || elsewhere || link.hasAttribute("download") || link.target) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".stHtml form")) return;
    event.preventDefault();
    const asked = event.target.querySelector("input")?.value.trim();
    if (asked) go(`/?q=${encodeURIComponent(asked)}`);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    const writing = at?.matches?.(EDITABLE);
    if (event.key === "/" && !writing) {
      event.preventDefault();
      ask();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = results();
    const place = links.indexOf(at);
    const asking = at === box() && links.length && new URLSearchParams(location.search).get("q") === at.value.trim();
    if (place < 0 && (!asking || event.key === "ArrowUp")) return;
    event.preventDefault();
    if (place === 0 && event.key === "ArrowUp") { box()?.focus(); return; }
    const next = links[place + (event.key === "ArrowDown" ? 1 : -1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  });

  // A page's picture is exchanged for a sharper one where the screen shows more points than it has.
  const sharpen = () => {
    for (const image of document.querySelectorAll(".sheet img[data-sharp]")) {
      if (image.clientWidth * devicePixelRatio <= image.naturalWidth * 1.05) continue;
      const sharp = new Image();
      const address = image.dataset.sharp;
      sharp.onload = () => { if (image.dataset.sharp === address) { image.src = address; image.removeAttribute("data-sharp"); } };
      sharp.src = address;
    }
  };
  // A printed page opens at its frame; on a phone as wide as it can, for the whole page would be too small to be read.
  const approach = (sheet) => {
    const frame = sheet.querySelector(".frame");
    const pane = sheet.parentElement;
    if (!frame || sheet.matches(".large")) return;
    if (innerWidth <= PHONE) sheet.style.width = `${Math.min(300, 94 * sheet.clientWidth / frame.clientWidth)}%`;
    const above = Math.max(MARGIN, (pane.clientHeight - frame.clientHeight) / 2);
    pane.scrollTo(frame.offsetLeft - MARGIN, frame.offsetTop - above);
  };
  addEventListener("resize", sharpen);
  document.addEventListener("load", (event) => {
    if (!event.target.matches?.(".st-key-paper .sheet img")) return;
    approach(event.target.parentElement);
    sharpen();
  }, true);
})();
