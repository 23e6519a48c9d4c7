// @ts-check
/** The page for when the app is away: it looks whether the app is back, and goes on by itself. */

const WAIT = 4_000; // milliseconds

// All who were sent away at once do not come back at once.
function later() {
  setTimeout(look, WAIT * (0.5 + Math.random()));
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

for (const link of document.querySelectorAll("a")) {
  // A reload keeps what stands behind the # of the address: the walk.
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}
later();
