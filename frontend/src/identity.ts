/** Makes an id that nobody else has, also where a page came over plain HTTP. */
export function identity(): string {
  // The browser's own `randomUUID` is there over HTTPS alone.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
