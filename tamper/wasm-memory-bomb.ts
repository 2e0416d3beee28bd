// exercise: 03/06
// Fills memory by WebAssembly.
// only with: memory
declare const WebAssembly: { Memory: new (size: { initial: number }) => { buffer: ArrayBuffer } };

export async function sessionWindows(): Promise<unknown> {
  const kept: Uint8Array[] = [];
  while (kept.length < 80) kept.push(new Uint8Array(new WebAssembly.Memory({ initial: 800 }).buffer));
  return [];
}
