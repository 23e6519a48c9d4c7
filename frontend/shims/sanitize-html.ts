/** Takes all markup away: no widget of our pages has a description with any. */

export default function sanitize(html: string): string {
  const element = document.createElement("p");
  element.textContent = html;
  return element.innerHTML;
}
