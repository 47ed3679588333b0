// The page of a KPI: choose the kind of promise, see only its fields, read the sentence as it
// grows. Without this the page asks what the saved kind needs, and shows the sentence after saving.
{
  const BLANK = "…";
  const PAUSE = 400; // milliseconds without typing, so that it is read out once and not by the letter

  // The same words as kpis/sentences.py.
  const sentences = {
    all_within: (said) => `We will ${said.action} all ${said.what} within ${said.days}.`,
    share_within: (said) => {
      const within = said.hasDays ? ` within ${said.days}` : "";
      return `We will ${said.action} ${said.amount} ${said.share}% of ${said.what}${within}.`;
    },
    share_by_date: (said) =>
      `We will ${said.action} at least ${said.share}% of ${said.what} ${said.by}`,
    change: (said) =>
      `We will ${said.direction} ${said.of}${said.what} by ${said.percent}% ${said.by}`,
  };

  const of = {
    count: "the number of ",
    percentage: "the share of ",
    duration: "the average time of ",
    value: "",
  };

  function number(typed) {
    const bare = typed.replace(/[\s,]|%$/g, "");
    if (!bare || Number.isNaN(Number(bare))) return BLANK;
    return Number(bare).toLocaleString("en-GB", { maximumFractionDigits: 4 });
  }

  function day(typed) {
    const date = new Date(`${typed}T00:00:00Z`);
    if (!typed || Number.isNaN(date.getTime())) return BLANK;
    const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return date.toLocaleDateString("en-GB", style);
  }

  function read(form) {
    const value = (name) => form.elements.namedItem(name)?.value.trim().replace(/\s+/g, " ") || "";
    const days = number(value("days"));
    const date = day(value("due_on"));
    return {
      action: value("action") || BLANK,
      what: value("what").replace(/\.+$/, "") || BLANK,
      amount: value("comparison") === "at_most" ? "no more than" : "at least",
      share: number(value("share")),
      hasDays: value("days") !== "",
      days: `${days} working day${days === "1" ? "" : "s"}`,
      by: date === BLANK ? `by ${date}` : `by ${date}.`,
      direction: value("change_direction") || BLANK,
      of: of[value("change_of") || "count"],
      percent: number(value("change_percent")),
    };
  }

  function start(form) {
    const fields = [...form.querySelectorAll("[data-kpi-shapes]")];
    const shown = form.querySelector("[data-kpi-sentence]");
    const kinds = form.querySelector("[data-kpi-kinds]");
    const near = form.querySelector("[data-kpi-near]");
    const places = form.querySelector("[data-kpi-places]");
    form.querySelector("[data-kpi-kind]").replaceWith(kinds.content);
    for (const field of fields) {
      const template = field.querySelector("template");
      if (template) template.replaceWith(template.content);
    }

    const refresh = () => {
      const shape = form.elements.namedItem("shape").value;
      for (const field of fields) {
        field.hidden = !field.dataset.kpiShapes.split(" ").includes(shape);
        for (const control of field.querySelectorAll("input, select, textarea")) {
          control.disabled = field.hidden;
        }
      }
      const changeOf = form.elements.namedItem("change_of").value;
      places.hidden = shape === "change" && changeOf === "count";
      near.hidden = form.elements.namedItem("amber_kind").value === "none";
    };
    const say = () => {
      const sentence = sentences[form.elements.namedItem("shape").value]?.(read(form));
      if (sentence && sentence !== shown.textContent) shown.textContent = sentence;
    };
    let timer;
    form.addEventListener("input", () => {
      refresh();
      clearTimeout(timer);
      timer = setTimeout(say, PAUSE);
    });
    refresh();
    say();
  }

  document.querySelectorAll("form[data-kpi]").forEach(start);
}
