// A page that shows how far something is looks again by itself; without scripts it is loaded anew.
const shown = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-progress]");
    if (answer.ok && !now) return location.reload(); // it is over
    if (now && now.textContent !== shown.textContent) shown.replaceChildren(...now.childNodes);
  } catch {
    // The network comes back; so do we.
  }
  setTimeout(look, 3000);
}

if (shown) setTimeout(look, 3000);
