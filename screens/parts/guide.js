// Which steps of the guided examples were taken in this browser: kept as a list of words, «role-0», and «role» once all
// were or the guide was put away. The style sheet does the rest, by the attribute of <html>.
(() => {
  const KEY = "sourcier-guide";
  const root = document.documentElement;
  const taken = () => new Set((root.dataset.guide ?? "").split(" ").filter(Boolean));
  const keep = (words) => {
    root.dataset.guide = [...words].join(" ");
    try { localStorage.setItem(KEY, root.dataset.guide); } catch { /* private: until the tab is closed */ }
  };
  try { root.dataset.guide = localStorage.getItem(KEY) ?? ""; } catch { /* the same */ }
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest?.("a[data-tour], button[data-tour]");
    if (!clicked) return;
    const { tour, step, of } = clicked.dataset;
    const words = taken();
    if (step !== undefined) words.add(`${tour}-${step}`);
    const all = step !== undefined && [...Array(Number(of)).keys()].every((n) => words.has(`${tour}-${n}`));
    if (step === undefined || all) words.add(tour);
    keep(words);
  });
})();
