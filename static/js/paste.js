// Turns the HTML of a clipboard (Word, Outlook, Google Docs, a web page) into the Markdown that
// Kept keeps: paragraphs, lists, bold, links, simple tables. Needs vendor/turndown/turndown.js.
{
  const UNWANTED = [
    "script, style, title, meta, link, xml, template, noscript, iframe, object, svg, math",
    "img, video, audio, button, input, select, textarea, del",
    "hr.msocomoff, .MsoCommentReference, .msocomtxt, [data-style*='mso-hide:all']",
    "[data-style*='display:none'], [data-style*='display: none']",
  ].join(", ");
  const BLOCKS = "p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, pre, dl";
  const WORTH_CONVERTING = "p, li, td, th, h1, h2, h3, h4, h5, h6, a[href], b, strong";
  const BOLD = /(^|;)\s*font-weight:\s*(bold|[6-9]00)/i;
  const NORMAL = /(^|;)\s*font-weight:\s*(normal|[1-4]00)/i;
  const WORD_ITEM = /mso-list:\s*l\d+\s+level(\d+)/i;

  // The page's security policy forbids inline styles and handlers, in a parsed clipboard too.
  // So they are renamed before parsing; of the styles we only want to know what they say.
  function parse(html) {
    const harmless = html
      .replace(/<style\b[^]*?<\/style>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));
    return new DOMParser().parseFromString(harmless, "text/html").body;
  }

  const style = (node) => node.dataset.style || "";
  const unwrap = (node) => node.replaceWith(...node.childNodes);
  const each = (root, selector, change) => [...root.querySelectorAll(selector)].forEach(change);

  function renamed(node, name) {
    const copy = node.ownerDocument.createElement(name);
    copy.append(...node.childNodes);
    node.replaceWith(copy);
    return copy;
  }

  function plainSpaces(root) {
    const texts = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      texts.currentNode.data = texts.currentNode.data.replace(/\u00a0/g, " ");
    }
  }

  // Headings become bold paragraphs; every kind of bold becomes one <strong> around plain words.
  function tidyBold(root) {
    each(root, "b, strong", (node) => {
      if (NORMAL.test(style(node))) unwrap(node);
      else if (node.localName === "b") renamed(node, "strong");
    });
    each(root, "span[data-style]", (node) => {
      if (BOLD.test(style(node))) renamed(node, "strong");
    });
    each(root, "h1, h2, h3, h4, h5, h6", (node) => {
      const paragraph = renamed(node, "p");
      const bold = root.ownerDocument.createElement("strong");
      bold.append(...paragraph.childNodes);
      paragraph.append(bold);
    });
    each(root, "strong strong, th strong", unwrap);
    each(root, "strong", (node) => {
      if (node.querySelector(BLOCKS)) unwrap(node);
    });
    each(root, "strong", (node) => {
      while (node.nextSibling && node.nextSibling.localName === "strong") {
        const next = node.nextSibling;
        node.append(...next.childNodes);
        next.remove();
      }
    });
  }

  // Flat items that know their level become nested lists in the place of the first of them.
  function nest(items) {
    const lists = [];
    const document = items[0].place.ownerDocument;
    for (const item of items) {
      while (lists.length > item.level) lists.pop();
      const top = lists.at(-1);
      const name = item.ordered ? "ol" : "ul";
      if (top && lists.length === item.level && top.localName !== name) lists.pop();
      if (lists.length < item.level || lists.length === 0) {
        const list = document.createElement(name);
        if (item.ordered && item.number > 1) list.setAttribute("start", item.number);
        const parent = lists.at(-1);
        if (parent) parent.lastElementChild.append(list);
        else item.place.before(list);
        // A list that begins at a deeper level holds as many empty places above it.
        while (lists.length < item.level) lists.push(list);
      }
      const entry = document.createElement("li");
      entry.append(...item.content.childNodes);
      lists.at(-1).append(entry);
    }
    new Set(items.map((item) => item.place)).forEach((place) => place.remove());
  }

  const following = (node) => node && node.nextElementSibling;

  // Word writes list items as paragraphs that carry a level and a written-out bullet or number.
  function wordItem(node) {
    const level = node && /^(p|div)$/.test(node.localName) && WORD_ITEM.exec(style(node));
    if (!level) return null;
    const spans = [...node.querySelectorAll("span")];
    const marks = spans.filter((span) => /mso-list:\s*ignore/i.test(style(span)));
    const mark = marks.map((s) => s.textContent).join("").trim();
    marks.forEach((s) => s.remove());
    return {
      level: Number(level[1]),
      ordered: /\d/.test(mark) || /^\(?[a-z]{1,6}[.)]$/i.test(mark),
      number: Number((/(\d+)\D*$/.exec(mark) || [])[1] || 1),
      place: node,
      content: node,
    };
  }

  // Word for the web writes a list of its own around every single item.
  function webItems(node) {
    if (!node || !/^(ul|ol)$/.test(node.localName)) return [];
    const entries = [...node.children].filter((entry) => entry.dataset.ariaLevel);
    return entries.map((entry) => ({
      level: Number(entry.dataset.ariaLevel),
      ordered: node.localName === "ol",
      number: Number(node.getAttribute("start") || 1),
      place: node,
      content: entry,
    }));
  }

  function tidyLists(root) {
    each(root, ".ListContainerWrapper", unwrap);
    each(root, "p[data-style*='mso-list'], div[data-style*='mso-list']", (first) => {
      const items = [];
      for (let node = first; node && node.isConnected; node = following(node)) {
        const item = wordItem(node);
        if (!item) break;
        items.push(item);
      }
      if (items.length) nest(items);
    });
    each(root, "ul, ol", (first) => {
      const items = [];
      for (let node = first; node && node.isConnected; node = following(node)) {
        const more = webItems(node);
        if (!more.length) break;
        items.push(...more);
      }
      if (items.length) nest(items);
    });
    // Google Docs puts a list straight into a list instead of into an item.
    each(root, "ul > ul, ul > ol, ol > ul, ol > ol", (list) => {
      const item = list.previousElementSibling;
      if (item) item.append(list);
      else unwrap(list);
    });
    each(root, "li > p:first-child, li > div:first-child", (node) => {
      if (node.parentNode.querySelectorAll(":scope > p, :scope > div").length === 1) unwrap(node);
    });
  }

  // A table becomes rows of equal length with one line a cell; a table of one column is layout.
  function tidyTable(table) {
    const document = table.ownerDocument;
    each(table, "table", (inner) => inner.replaceWith(` ${inner.textContent} `));
    each(table, "ul, ol", (list) => {
      const entries = [...list.querySelectorAll("li")].map((entry) => entry.textContent.trim());
      list.replaceWith(entries.join("; "));
    });
    const rows = [...table.rows];
    const grid = rows.map(() => []);
    rows.forEach((row, top) => {
      let left = 0;
      for (const cell of row.cells) {
        while (grid[top][left] !== undefined) left += 1;
        for (const cells of grid.slice(top, top + cell.rowSpan)) {
          for (let n = 0; n < Math.min(cell.colSpan, 20); n++) cells[left + n] = null;
        }
        grid[top][left] = cell;
      }
    });
    const columns = Math.max(0, ...grid.map((cells) => cells.length));
    if (columns < 2) {
      table.replaceWith(...grid.flat().filter(Boolean).map((cell) => renamed(cell, "p")));
      return;
    }
    const plain = document.createElement("table");
    for (const cells of grid) {
      const row = plain.insertRow();
      for (let column = 0; column < columns; column++) {
        row.insertCell().append(...(cells[column] ? cells[column].childNodes : []));
      }
    }
    each(plain.rows[0], "strong", unwrap);
    table.replaceWith(plain);
  }

  const oneLine = (text) => text.trim().replace(/\s*\n\s*/g, " ");

  function link(content, node) {
    const words = oneLine(content);
    const address = node.getAttribute("href").trim();
    if (!words || !/^(https?|mailto|tel):./i.test(address)) return words;
    const written = address.replace(/^mailto:/i, "").replace(/\/$/, "");
    if (words.replace(/\/$/, "") === written) return words;
    const escapes = { "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C" };
    const target = address.replace(/[()<>|\\]/g, (mark) => escapes[mark]).replace(/\s/g, "%20");
    return `[${words.replace(/[[\]]/g, "\\$&")}](${target})`;
  }

  function listItem(content, node) {
    const list = node.parentNode;
    const number = Number(list.getAttribute("start") || 1) + [...list.children].indexOf(node);
    const mark = list.localName === "ol" ? `${number}. ` : "- ";
    const body = content.trim().replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`);
    return `${mark}${body}\n`;
  }

  // Only these marks exist; everything else comes through as its words.
  const rules = {
    paragraph: { filter: "p", replacement: (content) => `\n\n${content}\n\n` },
    line: { filter: "br", replacement: () => "\n" },
    bold: {
      filter: "strong",
      replacement: (content) => content.replace(/^(\s*)(\S(?:[^]*\S)?)(\s*)$/, "$1**$2**$3"),
    },
    link: { filter: (node) => node.matches("a[href]"), replacement: link },
    list: {
      filter: ["ul", "ol"],
      replacement: (content, node) =>
        node.parentNode.localName === "li" ? `\n${content}\n` : `\n\n${content}\n\n`,
    },
    listItem: { filter: "li", replacement: listItem },
    cell: {
      filter: ["td", "th"],
      replacement: (content) => `| ${oneLine(content).replace(/\|/g, "\\|")} `,
    },
    row: {
      filter: "tr",
      replacement: (content, node) =>
        `\n${content}|${node.rowIndex ? "" : `\n${"| --- ".repeat(node.cells.length)}|`}`,
    },
    section: { filter: ["tbody", "thead", "tfoot"], replacement: (content) => content },
    table: { filter: "table", replacement: (content) => `\n\n${content}\n\n` },
  };

  // The Markdown of the clipboard's HTML, or null if its plain text says as much.
  window.keptMarkdown = (html) => {
    const root = parse(html);
    each(root, UNWANTED, (node) => node.remove());
    if (!root.querySelector(WORTH_CONVERTING)) return null;
    plainSpaces(root);
    tidyBold(root);
    tidyLists(root);
    each(root, "table", (table) => table.isConnected && tidyTable(table));
    const service = new TurndownService({ rules });
    // People paste Markdown too, so marks are left alone; a lone backslash stays a backslash.
    service.escape = (text) => text.replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\");
    const markdown = service.turndown(root);
    return markdown.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
  };
}
