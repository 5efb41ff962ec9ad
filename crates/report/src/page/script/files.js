// Files out of the page and into it.
import { element } from "./element.js";

/** A link that saves `text` as `name`. */
export function saved(name, text) {
  const type = name.endsWith(".csv") ? "text/csv" : "text/plain";
  const address = URL.createObjectURL(new Blob([text], { type }));
  return element("a", { href: address, download: name, class: "saved" }, name);
}

/** Calls `take(name, text)` with a scenario file that is chosen with `field` or dropped anywhere. */
export function takeFiles(field, take) {
  const read = async (file) => file && take(file.name, await file.text());
  field.addEventListener("change", () => read(field.files[0]));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });
}

/** The name of a scenario from that of its file: a letter first, then letters, digits, _ and -. */
export const stem = (name) => name.replace(/\.toml$/i, "");
