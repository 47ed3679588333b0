// The page of a reading: the figure and its status while the numbers are typed. Without this the
// page says them once it is saved. The rule is that of kpis/status.py.
{
  const PAUSE = 400; // milliseconds without typing, so that it is read out once and not by the digit
  const SUFFIX = { percentage: "%", duration: " working days", count: "", value: "" };

  function number(form, name) {
    const typed = form.elements.namedItem(name)?.value ?? "";
    const bare = typed.replace(/[\s,]|%$/g, "");
    return bare === "" || Number.isNaN(Number(bare)) ? null : Number(bare);
  }

  function figure(form) {
    const kind = form.dataset.reading;
    if (kind === "count" || kind === "value") return number(form, "value");
    const part = number(form, "numerator");
    const whole = number(form, "denominator");
    if (part === null || !whole || (kind === "percentage" && part > whole)) return null;
    return kind === "percentage" ? (100 * part) / whole : part / whole;
  }

  function standing(form, actual) {
    if (!form.dataset.threshold) return "";
    const threshold = Number(form.dataset.threshold);
    const slack = form.dataset.least === "1" ? actual - threshold : threshold - actual;
    if (slack >= 0) return "met";
    return slack >= -Number(form.dataset.tolerance) ? "near miss" : "not met";
  }

  // As many digits as it takes not to belie the standing: 89.96 is not 90.0.
  function words(form, actual) {
    const asked = standing(form, actual);
    let digits = form.dataset.reading === "count" ? 0 : 1;
    while (digits < 8 && standing(form, Number(actual.toFixed(digits))) !== asked) digits += 1;
    const shown = actual.toLocaleString("en-GB", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return `${shown}${SUFFIX[form.dataset.reading]}${asked ? `: ${asked}` : ""}`;
  }

  function start(form) {
    const shown = document.querySelector("[data-reading-now]");
    const said = shown.querySelector(".reading-now");
    const refresh = () => {
      const actual = figure(form);
      shown.hidden = actual === null;
      said.textContent = actual === null ? "" : words(form, actual);
    };
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(refresh, PAUSE);
    });
    refresh();
  }

  document.querySelectorAll("form[data-reading]").forEach(start);
}
