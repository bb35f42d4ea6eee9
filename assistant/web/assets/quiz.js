// The page of quizzes: its address names the quiz that is open, what is not saved is not lost by mistake, and on a
// phone a question that was chosen comes into view.
(() => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let address = "";
  let item = "";
  let edits = false;

  function opened(title) {
    const came = title.dataset.address;
    if (came === address) return;
    const first = !address && location.search;
    address = came;
    history.replaceState(history.state, "", came);
    if (!first) title.focus();
  }

  function lookedAt(article) {
    const before = item;
    item = article.dataset.item;
    if (!before || before === item) return;
    const top = article.getBoundingClientRect().top;
    if (top >= 0 && top < window.innerHeight * 0.6) return;
    article.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  // What opens takes the focus, and gives it back when it closes.
  function editing(editor) {
    const to = editor ? editor.querySelector("textarea") : document.getElementById("quiz-item-h");
    if (Boolean(editor) === edits || !to) return;
    edits = Boolean(editor);
    to.focus({ preventScroll: true });
    (edits ? editor : to).scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  // Gradio gives each choice a name of its own, so that arrow keys do not go from one to the next.
  function grouped() {
    for (const input of document.querySelectorAll("#quiz-choice input")) {
      if (input.name !== "quiz-choice") input.name = "quiz-choice";
    }
  }

  // What gradio says to screen readers when work with a progress bar is done is a key without a translation.
  function hushed() {
    for (const said of document.querySelectorAll('.sr-only[role="status"]')) {
      if (said.firstChild?.data?.startsWith("common.")) said.firstChild.data = "";
    }
  }

  new MutationObserver(() => {
    grouped();
    hushed();
    const title = document.querySelector("#quiz-heading [data-address]");
    if (title) opened(title);
    else if (address && document.querySelector("#quiz-front")) {
      address = item = "";
      history.replaceState(history.state, "", "/quiz");
    }
    const article = document.querySelector("#quiz-item [data-item]");
    if (article) lookedAt(article);
    editing(document.getElementById("quiz-editor"));
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("#quiz-heading [data-unsaved]")) event.preventDefault();
  });
})();
