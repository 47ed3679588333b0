// Small courtesies of forms: errors are in focus, and a second click sends nothing.
{
  const SECOND_CLICK = 3000; // milliseconds

  document.querySelector(".error-summary")?.focus();

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.labels?.[0] || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), SECOND_CLICK);
  });
}
