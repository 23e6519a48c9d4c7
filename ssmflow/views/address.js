/** @typedef {{fragment: string, moves: number, revision: number}} Data */

// Entries of the history that this page made itself: going back to one keeps the language.
const OURS = "ssmflow";

function write(fragment, how) {
  const bare = location.pathname + location.search;
  history[how]({ [OURS]: true }, "", fragment ? `#${fragment}` : bare);
}

function initialize({ model }) {
  // Answers that are still to come to an address: what those show stands in the history already.
  let asked = 0;
  let moves = model.get("data").moves;

  const ask = (act) => {
    asked += 1;
    model.send({ act, fragment: location.hash });
  };
  const travelled = (event) => ask(event.state?.[OURS] ? "travel" : "follow");
  const changed = () => {
    /** @type {Data} */
    const data = model.get("data");
    const moved = data.moves !== moves;
    moves = data.moves;
    if (asked > 0) {
      asked -= 1;
      // With another to come, the address is already further than this.
      if (asked === 0) write(data.fragment, "replaceState");
    } else if (location.hash.slice(1) !== data.fragment) {
      write(data.fragment, moved ? "pushState" : "replaceState");
    }
  };
  window.addEventListener("popstate", travelled);
  model.on("change:data", changed);
  if (location.hash.length > 1) ask("arrive");
  else write(model.get("data").fragment, "replaceState");
  return () => window.removeEventListener("popstate", travelled);
}

function render({ el }) {
  el.hidden = true;
}

export default { initialize, render };
