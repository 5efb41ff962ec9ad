// Asks the engine: text goes in and out by its place in the engine's memory.

/** A function that takes a question as text and gives the answer as text. `module` is the compiled engine. */
export async function engineOf(module) {
  const { memory, question_room, answer_question, answer_place } = (await WebAssembly.instantiate(module, {})).exports;
  return (question) => {
    const bytes = new TextEncoder().encode(question);
    const room = question_room(bytes.length);
    new Uint8Array(memory.buffer, room, bytes.length).set(bytes);
    const length = answer_question();
    return new TextDecoder().decode(new Uint8Array(memory.buffer, answer_place(), length));
  };
}
