// Citations open their card; a new turn scrolls into view. Everything else is plain HTML.
(() => {
  const openedFrom = new Map();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const show = (element, block) =>
    element.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });

  function openCard(citation) {
    const card = document.getElementById(citation.dataset.card);
    if (!card) return;
    document.querySelectorAll(".is-current").forEach((old) => old.classList.remove("is-current"));
    card.open = true;
    card.classList.add("is-current");
    const starts = citation.dataset.starts.split(" ").map(Number);
    const quote = [...card.querySelectorAll("mark")].filter((mark) =>
      starts.some((start) => Number(mark.dataset.start) <= start && start < Number(mark.dataset.end))
    );
    quote.forEach((mark) => mark.classList.add("is-current"));
    openedFrom.set(card.id, citation);
    card.focus({ preventScroll: true });
    // A tall card would hide its own quote if the card itself were brought to the middle.
    const tall = card.offsetHeight > window.innerHeight / 2;
    show(tall && quote.length ? quote[0] : card, "center");
  }

  function goBack(link) {
    const origin = openedFrom.get(link.dataset.back);
    const target = origin?.isConnected ? origin : document.querySelector(link.getAttribute("href"));
    if (!target) return;
    target.focus({ preventScroll: true });
    show(target, "center");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-card], a[data-back], a.skip");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.card) openCard(link);
    else if (link.dataset.back) goBack(link);
    else questionBox()?.focus();
  });

  // What opens just above the question box would open behind it.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#details .label-wrap")) {
      setTimeout(() => show(document.getElementById("details"), "center"), 250);
    }
  });

  const questionBox = () => document.querySelector("#question textarea");

  let turns = 0;
  let busy = false;
  new MutationObserver(() => {
    const found = document.querySelectorAll("article.turn");
    const last = found[found.length - 1];
    const waits = Boolean(last?.matches(':has(.working), [aria-busy="true"]'));
    if (found.length === turns && waits === busy) return;
    const before = turns;
    [turns, busy] = [found.length, waits];
    if (!last) questionBox()?.focus();
    // Once when the question appears, and once when its answer has given the page its height.
    else if (turns >= before) show(last, "start");
    // The example button that was pressed is gone: keep the reader's place for the keyboard.
    if (last && document.activeElement === document.body) last.focus({ preventScroll: true });
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-busy"],
  });
})();
