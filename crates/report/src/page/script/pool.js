// Engines in workers: each answers its questions in turn, and the page never waits.

/** One worker with an engine. */
export class Desk {
  /** `source` is the address of the worker's script, `module` the compiled engine. */
  constructor(source, module) {
    Object.assign(this, { source, module, waiting: new Map(), last: 0 });
    this.begin();
  }

  begin() {
    this.worker = new Worker(this.source);
    this.worker.onmessage = ({ data }) => this.told(data);
    this.worker.onerror = (event) => this.fail(event.message || "the engine could not be started in a worker");
    this.worker.postMessage({ module: this.module });
  }

  told({ number, answer, trouble }) {
    if (number === undefined) return this.fail(trouble);
    const { settle, refuse } = this.waiting.get(number);
    this.waiting.delete(number);
    trouble === undefined ? settle(answer) : refuse(new Error(trouble));
  }

  fail(why) {
    for (const { refuse } of this.waiting.values()) refuse(new Error(why));
    this.waiting.clear();
  }

  /** The answer to `question`, both text. */
  ask(question) {
    const number = (this.last += 1);
    return new Promise((settle, refuse) => {
      this.waiting.set(number, { settle, refuse });
      this.worker.postMessage({ number, question });
    });
  }

  /** Gives up what is under way, and can be asked anew. Who still waits hears nothing more. */
  giveUp() {
    if (this.waiting.size === 0) return;
    this.worker.terminate();
    this.waiting.clear();
    this.begin();
  }
}

/** The answer in `text`: what stands under the only key, or an error with the faults. */
export function opened(text) {
  const answer = JSON.parse(text);
  if ("faults" in answer) throw new Faults(answer.faults);
  return Object.values(answer)[0];
}

/** The same left as text: counts are large, and go back to an engine as they came. */
export function unopened(text) {
  if (text.startsWith('{"faults":')) opened(text);
  return text.slice(text.indexOf(":") + 1, -1);
}

/** What is wrong with a scenario, in the words of `check`. */
export class Faults extends Error {}
