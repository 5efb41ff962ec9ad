// From the text in the page to a compiled engine.

/** The compiled engine, from gzip in base64. */
export async function unpacked(text) {
  for (const name of ["WebAssembly", "DecompressionStream", "Worker", "Blob"]) {
    if (!(name in globalThis)) throw new Error(`this browser has no ${name}`);
  }
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}
