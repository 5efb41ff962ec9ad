// Shows the scenarios that are ticked. Without script all are shown and the boxes are not.
(() => {
  const filter = document.getElementById("filter");
  if (!filter) return;
  filter.hidden = false;
  const sections = [...document.querySelectorAll("[data-scenario]")];
  const show = () => {
    const ticked = new Set([...filter.querySelectorAll("input:checked")].map((box) => box.value));
    for (const section of sections) section.hidden = !ticked.has(section.dataset.scenario);
  };
  filter.addEventListener("change", show);
  filter.addEventListener("click", (event) => {
    if (event.target.type !== "button") return;
    for (const box of filter.querySelectorAll("input")) box.checked = event.target.value === "all";
    show();
  });
  show(); // Browsers may remember the boxes of an earlier visit.
  // A link to a hidden scenario shows it again.
  document.querySelector("nav").addEventListener("click", (event) => {
    const target = event.target.closest("a");
    const box = target && [...filter.querySelectorAll("input")].find((box) => "#s-" + box.value === target.hash);
    if (box) { box.checked = true; show(); }
  });
})();
