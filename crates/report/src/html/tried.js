// Opens the page within this report, in place of the report, for as long as the address says so; that page keeps its changes there.
(() => {
  const data = document.getElementById("page");
  const panel = document.getElementById("panel");
  if (!data) return;
  const START = "#scenario=";
  const [back] = panel.querySelectorAll("button");
  let [from, kept] = [null, {}];
  const nameOf = (address) => address.slice(address.indexOf(START) + START.length).split("&")[0];
  const show = () => {
    const isOpen = location.hash.startsWith(START);
    const wasOpen = !panel.hidden;
    panel.hidden = !isOpen;
    document.body.classList.toggle("trying", isOpen);
    if (isOpen && !panel.querySelector("iframe")) {
      const frame = document.createElement("iframe");
      frame.title = "Change values and simulate";
      frame.srcdoc = JSON.parse(data.textContent);
      panel.append(frame);
    }
    if (isOpen && !wasOpen) back.focus();
    if (wasOpen && !isOpen) from?.focus();
  };
  for (const button of document.querySelectorAll("button.try")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      from = button;
      location.hash = kept[button.dataset.scenario] ?? START + button.dataset.scenario;
    });
  }
  for (const note of document.querySelectorAll(".no-button")) note.hidden = true;
  back.addEventListener("click", () => {
    location.hash = "#main";
  });
  addEventListener("hashchange", ({ oldURL }) => {
    if (oldURL.includes(START)) kept = { ...kept, [nameOf(oldURL)]: oldURL.slice(oldURL.indexOf(START)) };
    show();
  });
  show();
})();
