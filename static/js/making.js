// A file that takes some seconds to make: says so while it is made, and a second press of the button sends nothing.
// Works on a form that carries `data-making`; without this script the browser waits as for any page.

const AWHILE = 60_000;

for (const form of document.querySelectorAll("form[data-making]")) {
  const said = form.querySelector("[data-said]");
  let isSent = false;

  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    said.hidden = false;
    // The page is not told when the file has come: whoever wants it again can ask again after a while.
    setTimeout(() => {
      isSent = false;
      said.hidden = true;
    }, AWHILE);
  });
}
