// What runs in a worker: an engine that answers one question after the other.
import { engineOf } from "./boundary.js";

let asked;
onmessage = async ({ data: { module, number, question } }) => {
  try {
    if (module) asked = engineOf(module);
    const ask = await asked;
    if (question !== undefined) postMessage({ number, answer: ask(question) });
  } catch (error) {
    postMessage({ number, trouble: String(error) });
  }
};
