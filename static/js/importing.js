// While an import runs, says how far it is (asks the server once a second). Works on a form that carries
// `data-importing`; without this script the browser waits as for any page. A second press of the button sends nothing.

const EVERY = 1000;

for (const form of document.querySelectorAll("form[data-importing]")) {
  const box = form.querySelector(".import-progress");
  const bar = box.querySelector("progress");
  const said = box.querySelector("[data-said]");
  let isSent = false;

  async function ask() {
    try {
      const answer = await fetch(box.dataset.address, { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : {};
      if (found.total) {
        bar.max = found.total;
        bar.value = found.done;
        said.textContent = found.words;
      }
    } catch {
      // The line is down for a moment: the import goes on, and the next question may get through.
    }
    setTimeout(ask, EVERY);
  }

  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    box.hidden = false;
    setTimeout(ask, EVERY);
  });

  // Whoever comes back to this page by the browser's history finds the form as it was.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return; // the first time, perhaps after somebody pressed the button already
    isSent = false;
    box.hidden = true;
  });
}
