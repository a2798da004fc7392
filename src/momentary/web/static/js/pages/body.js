// Choosing a muscle on the map chooses it in the form below.

const select = /** @type {HTMLSelectElement | null} */ (document.querySelector("#id_state"));

/** @param {Element} muscle @returns {string | undefined} */
function stateOf(muscle) {
  return [...muscle.classList].map((name) => name.replaceAll("-", "_")).find((name) => select?.querySelector(`option[value="${name}"]`));
}

function mark() {
  for (const muscle of document.querySelectorAll(".chart.body .muscle")) {
    muscle.classList.toggle("is-chosen", select?.value === stateOf(muscle));
  }
}

for (const muscle of document.querySelectorAll(".chart.body .muscle")) {
  muscle.addEventListener("click", () => {
    const state = stateOf(muscle);
    if (!select || !state) return;
    select.value = state;
    mark();
    select.scrollIntoView({ block: "center" });
    select.focus();
  });
}
select?.addEventListener("change", mark);
