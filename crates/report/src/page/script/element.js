// Makes elements: text goes in as text, never as markup.

/** An element `tag` with `attributes` (a function is a listener, false and null are left out) and `children`. */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

/** The element whose id is `id`. */
export const byId = (id) => document.getElementById(id);

/** Puts `children` in place of what `parent` held. */
export const put = (parent, ...children) => parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== null));
