// Keeps what is typed in a form[data-autosave] as a draft: two seconds after typing stops, and
// when the page is left. The server decides what is kept and finds the words for it.
{
  const PAUSE = 2000; // milliseconds without typing
  const RETRY = 10000; // milliseconds after a lost connection
  const KEEPALIVE_LIMIT = 60000; // bytes; browsers refuse more from a page that is going away
  const OFFLINE =
    "Not kept as a draft: Kept cannot be reached just now. Your text is still on this page.";
  const SIGNED_OUT =
    "You have been signed out, or your role now asks for a code. Save the page: what you typed " +
    "is kept, and you are led to what you have to do first.";

  function typed(form) {
    const fields = new FormData(form);
    for (const control of form.elements) {
      if (control.type === "password" || control.type === "file") fields.delete(control.name);
    }
    return new URLSearchParams(fields);
  }

  function start(form) {
    const seen = form.elements.namedItem("_seen");
    if (!seen) return;
    const state = document.createElement("p");
    state.className = "draft-state";
    state.setAttribute("role", "status");
    form.append(state);

    let timer;
    let sending = null; // the request under way
    let isPending = false; // something was typed that no draft holds
    let hasFailed = false; // the last attempt to keep a draft
    let isStopped = false; // the form was sent, or the session has gone
    let isSignedOut = false;

    const say = (words) => {
      if (state.textContent !== words) state.textContent = words;
    };
    const saveIn = (milliseconds) => {
      clearTimeout(timer);
      if (!isStopped) timer = setTimeout(save, milliseconds);
    };

    async function answered(response) {
      if (response.type === "opaqueredirect") {
        isStopped = isSignedOut = true;
        hasFailed = true;
        say(SIGNED_OUT);
        return;
      }
      const answer = await response.json();
      hasFailed = !response.ok;
      if (response.ok) seen.value = answer.seen;
      else isPending = true;
      say(answer.message);
    }

    async function save() {
      clearTimeout(timer);
      if (sending || isStopped) return;
      const body = typed(form);
      const keepalive = body.toString().length < KEEPALIVE_LIMIT;
      sending = new AbortController();
      const { signal } = sending;
      isPending = false;
      try {
        const request = { method: "POST", body, keepalive, signal, redirect: "manual" };
        await answered(await fetch(seen.dataset.autosave, request));
      } catch {
        if (signal.aborted) return;
        isPending = true;
        hasFailed = true;
        say(OFFLINE);
        saveIn(RETRY);
      } finally {
        sending = null;
        if (isPending && !hasFailed) saveIn(PAUSE);
      }
    }

    form.addEventListener("input", () => {
      isPending = true;
      isStopped = isSignedOut; // whoever types on after sending the form has got no answer
      saveIn(PAUSE);
    });
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      isStopped = true;
      isPending = false;
      clearTimeout(timer);
      sending?.abort();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && isPending) save();
    });
    window.addEventListener("beforeunload", (event) => {
      if (isPending && hasFailed) event.preventDefault();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) isStopped = false;
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(start);
}
