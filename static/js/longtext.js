// What JavaScript adds to a textarea of long text: toolbar, word count, preview, paste from Word.
// Without it the textarea is a plain box and works the same.
{
  // Replaces the selection as if it had been typed, so that undo works, then selects a part of it.
  function type(area, text, from = text.length, to = from) {
    const start = area.selectionStart;
    area.focus();
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, start, area.selectionEnd, "end");
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    area.setSelectionRange(start + from, start + to);
  }

  const selected = (area) => area.value.slice(area.selectionStart, area.selectionEnd);

  // Lists and tables stand on lines of their own. `from` and `to` select a part of the text.
  function typeBlock(area, text, from = text.length, to = from) {
    const before = area.value.slice(0, area.selectionStart);
    const after = area.value.slice(area.selectionEnd);
    const lead = before.trim() ? "\n\n".slice(/\n*$/.exec(before)[0].length) : "";
    const tail = after.trim() ? "\n\n".slice(/^\n*/.exec(after)[0].length) : "";
    type(area, lead + text + tail, lead.length + from, lead.length + to);
  }

  function selectLines(area) {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.value.indexOf("\n", area.selectionEnd);
    area.setSelectionRange(start, end < 0 ? area.value.length : end);
  }

  function list(area, isMarked, mark) {
    selectLines(area);
    const lines = selected(area).split("\n");
    const bare = lines.map((line) => line.replace(/^(- |\d+\. )/, ""));
    const undo = lines.every((line) => isMarked.test(line));
    const text = (undo ? bare : bare.map((line, n) => mark(n) + line)).join("\n");
    if (undo) type(area, text);
    else typeBlock(area, text);
  }

  const formats = {
    bold(area) {
      const words = selected(area);
      if (/^\*\*[^]+\*\*$/.test(words)) type(area, words.slice(2, -2), 0, words.length - 4);
      else if (words) type(area, `**${words}**`, 0, words.length + 4);
      else type(area, "**bold words**", 2, 12);
    },
    bullets: (area) => list(area, /^- /, () => "- "),
    numbers: (area) => list(area, /^\d+\. /, (n) => `${n + 1}. `),
    link(area) {
      const words = selected(area).trim();
      if (/^https?:\/\/\S+$/.test(words)) type(area, `[words of the link](${words})`, 1, 18);
      else if (words) type(area, `[${words}](https://)`, words.length + 3, words.length + 11);
      else type(area, "[words of the link](https://)", 1, 18);
    },
    table(area) {
      const row = "| Words | Words |";
      area.setSelectionRange(area.selectionEnd, area.selectionEnd);
      typeBlock(area, `| Heading | Heading |\n| --- | --- |\n${row}\n${row}`, 2, 9);
    },
  };

  // Buttons share one tab stop; arrow keys, Home and End move between them.
  function toolbarKeys(toolbar) {
    const buttons = [...toolbar.querySelectorAll("button")];
    const stopAt = (current) => buttons.forEach((b) => (b.tabIndex = b === current ? 0 : -1));
    stopAt(buttons[0]);
    toolbar.addEventListener("focusin", (event) => stopAt(event.target));
    toolbar.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      buttons.at(to % buttons.length).focus();
    });
  }

  // The same words as the server counts, near enough: marks and addresses of links are not words.
  function countWords(markdown) {
    const words = markdown
      .replace(/\]\([^()\s]*\)/g, "")
      .replace(/^\s*\d{1,9}[.)]\s/gm, "")
      .replace(/^\|.*$/gm, (row) => row.replaceAll("|", " "))
      .split(/\s+/);
    return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  }

  function paste(event) {
    const html = event.clipboardData?.getData("text/html");
    const markdown = html && window.keptMarkdown?.(html);
    if (!markdown) return;
    event.preventDefault();
    const isBlock = markdown.includes("\n") || /^(- |\d+\. |\|)/.test(markdown);
    (isBlock ? typeBlock : type)(event.target, markdown);
  }

  // The server cleans the text and answers with its HTML, as it will be shown after saving.
  async function showPreview(area, panel, address) {
    const token = area.form.querySelector("[name=csrfmiddlewaretoken]").value;
    let html = "<p>The preview cannot be shown just now. Your text is safe in the box.</p>";
    try {
      const body = new URLSearchParams({ text: area.value, csrfmiddlewaretoken: token });
      const response = await fetch(address, { method: "POST", body, redirect: "error" });
      if (response.ok) html = await response.text();
    } catch {
      // No connection, or signed out: the sentence above stands.
    }
    const shown = new DOMParser().parseFromString(html, "text/html");
    panel.replaceChildren(...shown.body.childNodes);
  }

  function start(field) {
    const area = field.querySelector("textarea");
    const toolbar = field.querySelector("[role=toolbar]");
    const preview = field.querySelector("[data-preview]");
    const panel = document.getElementById(preview.getAttribute("aria-controls"));
    const count = field.querySelector("[data-words]");
    let waiting;

    const refresh = () => {
      if (!panel.hidden) showPreview(area, panel, field.dataset.longtext);
    };
    toolbar.hidden = false;
    toolbarKeys(toolbar);
    toolbar.addEventListener("click", (event) => {
      const format = event.target.closest("[data-format]")?.dataset.format;
      if (format) formats[format](area);
    });
    preview.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      preview.setAttribute("aria-expanded", String(!panel.hidden));
      refresh();
    });
    area.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "b" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      formats.bold(area);
    });
    area.addEventListener("paste", paste);
    area.addEventListener("input", () => {
      const words = countWords(area.value);
      count.textContent = `${words.toLocaleString("en-GB")} ${words === 1 ? "word" : "words"}`;
      clearTimeout(waiting);
      waiting = setTimeout(refresh, 600);
    });
  }

  document.querySelectorAll("[data-longtext]").forEach(start);
}
