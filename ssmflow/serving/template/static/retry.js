// @ts-check
/** The page of a full room: it looks whether there is a place, and goes there by itself. */

const section = /** @type {HTMLElement} */ (document.querySelector("[data-retry-after]"));
const wait = Number(section.dataset.retryAfter) * 1000;

// All who were refused at once do not come back at once.
function later() {
  setTimeout(look, wait * (0.5 + Math.random()));
}

async function look() {
  try {
    const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    if (answer.ok) {
      location.reload();
      return;
    }
  } catch {
    // The network is gone for now: the next look may find it.
  }
  later();
}

for (const link of section.querySelectorAll(".page-action")) {
  // A reload keeps what stands behind the # of the address: the walk.
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}
later();
