// Simulates a base and what was changed, in stages: a first picture soon, better ones later.
import { opened, unopened } from "./pool.js";

/** Trials in a block: how long a change waits for what is under way. */
const BLOCK = 500;
/** Numbers of trials after which a picture is drawn. */
const STAGES = [1000, 20000, 100000];
/** Most trials beside which assumptions are looked at: more take too long for a page. */
const ASSUMED_AT = 20000;

/** Simulates on `desks` under `seed`, which is text; `reader` draws, `thinker` works out what assumptions do, `clerk` writes tables. */
export class Trials {
  constructor(desks, reader, thinker, clerk, seed) {
    Object.assign(this, { desks, reader, thinker, clerk, seed, number: 0, newest: null });
  }

  /** Gives up what is under way. */
  stop() {
    this.number += 1;
    this.thinker.giveUp();
  }

  /**
   * Simulates `most` trials of `base` and, where it is given, `changed`. `tell.begun(notes)`, `tell.progress(done)`,
   * `tell.picture(picture, question)` and `tell.done()` are called as things come; faults are thrown.
   */
  async run(base, changed, most, tell) {
    this.stop();
    const own = this.number;
    const isOver = () => own !== this.number;
    const begin = `{"begin":{"base":${JSON.stringify(base)},"changed":${JSON.stringify(changed)},"seed":${this.seed}}}`;
    const begun = await Promise.all(this.desks.map((desk) => desk.ask(begin)));
    if (isOver()) return;
    tell.begun(begun.map(opened)[0]);
    let [done, assumed, thinking] = [0, null, null];
    for (const stage of STAGES.filter((stage) => stage < most).concat(most)) {
      await Promise.all(this.desks.map((desk, at) => this.blocks(desk, at, done, stage, isOver, tell)));
      if (isOver()) return;
      done = stage;
      const counts = await Promise.all(this.desks.map((desk) => desk.ask('"counts"')));
      const question = { base, changed, counts: counts.map(unopened) };
      if (isOver()) return;
      // Trials of the next stage would take the processor from the picture, which is waited for.
      await this.draw(question, assumed, isOver, tell);
      if (!thinking && (stage === most || stage === ASSUMED_AT) && stage <= ASSUMED_AT) {
        thinking = this.think(question).then((found) => {
          assumed = found;
          return isOver() ? null : this.draw(this.newest, assumed, isOver, tell);
        });
      }
    }
    await thinking;
    if (!isOver()) tell.done();
  }

  /** The blocks from `from` to `to` that are those of desk number `at`. */
  async blocks(desk, at, from, to, isOver, tell) {
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to && !isOver(); block += 1) {
      if (block % this.desks.length !== at) continue;
      const trials = Math.min(BLOCK, to - block * BLOCK);
      opened(await desk.ask(JSON.stringify({ simulate: { first: block * BLOCK, trials } })));
      if (!isOver()) tell.progress(trials);
    }
  }

  async draw(question, assumed, isOver, tell) {
    this.newest = question;
    const text = asked("picture", question, assumed === null ? "" : `,"assumed":${assumed}`);
    const picture = opened(await this.reader.ask(text));
    if (!isOver()) tell.picture(picture, question);
  }

  async think(question) {
    return unopened(await this.thinker.ask(asked("assumed", question, `,"seed":${this.seed}`)));
  }

  /** The tables of what is shown: the changed scenario, or the base; none before the first picture. */
  async tables() {
    if (!this.newest) return [];
    const { base, changed, counts } = this.newest;
    const rest = `"case":${JSON.stringify(changed ?? base)},"seed":${this.seed},"counts":[${counts}]`;
    const from = changed ? `,"base":${JSON.stringify(base)}` : "";
    return opened(await this.clerk.ask(`{"tables":{${rest}${from}}}`));
  }
}

/** A question about counts, which are text already. */
function asked(what, { base, changed, counts }, rest) {
  const pair = `"base":${JSON.stringify(base)},"changed":${JSON.stringify(changed)}`;
  return `{"${what}":{${pair},"counts":[${counts}]${rest}}}`;
}
