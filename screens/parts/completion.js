// Offers ways to go on while a question is typed: fills a datalist, which the browser shows and the keyboard reaches.
// What the server answers becomes text of options, never markup.
(() => {
  const PAUSE = 120; // ms without a key before the server is asked
  const list = document.createElement("datalist");
  list.id = "completion";
  let timer = 0;
  let asked = 0;
  const show = (typed, offered) => {
    const options = offered.filter((text) => text !== typed).map((text) => {
      const option = document.createElement("option");
      option.value = text;
      // A browser hides an option that does not hold what was typed, accents included: this label holds it.
      if (!text.toLowerCase().includes(typed.toLowerCase())) option.label = `${typed} → ${text}`;
      return option;
    });
    list.replaceChildren(...options);
  };
  const ask = async (typed, turn) => {
    try {
      const response = await fetch(`${location.origin}@PATH@?q=${encodeURIComponent(typed)}`);
      const offered = response.ok ? await response.json() : [];
      if (turn === asked) show(typed, offered);
    } catch {
      if (turn === asked) show(typed, []); // the server is away: Streamlit says so
    }
  };
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.closest(".st-key-question")) return;
    if (!list.isConnected) document.body.append(list);
    if (box.getAttribute("list") !== list.id) box.setAttribute("list", list.id);
    const turn = ++asked;
    clearTimeout(timer);
    timer = setTimeout(() => ask(box.value, turn), PAUSE);
  });
})();
