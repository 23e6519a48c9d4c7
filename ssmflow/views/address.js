/** @typedef {{fragment: string, moves: number, revision: number}} Data */

// Entries of the history that this page made itself: going back to one keeps the language.
const OURS = "ssmflow";

function write(fragment, how) {
  const bare = location.pathname + location.search;
  history[how]({ [OURS]: true }, "", fragment ? `#${fragment}` : bare);
}

function initialize({ model }) {
  // Moves that an address has caused: they stand in the history already.
  let following = false;
  let moves = model.get("data").moves;

  const ask = (act) => {
    following = true;
    model.send({ act, fragment: location.hash });
  };
  const travelled = (event) => ask(event.state?.[OURS] ? "travel" : "follow");
  const changed = () => {
    /** @type {Data} */
    const data = model.get("data");
    const moved = data.moves !== moves;
    moves = data.moves;
    const same = location.hash.slice(1) === data.fragment;
    if (following) write(data.fragment, "replaceState");
    else if (!same) write(data.fragment, moved ? "pushState" : "replaceState");
    following = false;
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
