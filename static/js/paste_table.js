// A table that is pasted into the box loses its cells' colours and paragraphs. What the clipboard
// holds as HTML is sent beside it, as long as nothing is changed in the box afterwards.
{
  const MOST = 1_500_000; // characters; a form may have 3 MB
  const box = document.querySelector("textarea[name=pasted]");
  const beside = document.querySelector("input[name=_html]");
  if (box && beside) {
    box.addEventListener("input", (event) => {
      if (event.inputType !== "insertFromPaste") beside.value = "";
    });
    box.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html");
      const isAll = box.selectionStart === 0 && box.selectionEnd === box.value.length;
      beside.value = isAll && html.includes("<table") && html.length < MOST ? html : "";
    });
  }
}
