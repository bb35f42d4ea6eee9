// Citations open their card, a passage its document beside the answer; a new turn scrolls into view; answers are
// copied and saved. Everything else is plain HTML.
(() => {
  // Somebody whose log-in has ended is asked to log in again.
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    const reply = await fetched(...given);
    if (reply.status === 401) location.assign(`/log-in?to=${encodeURIComponent(location.pathname)}`);
    return reply;
  };

  const openedFrom = new Map();
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const wide = window.matchMedia("(min-width: 60rem)");

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

  // The document beside the answer; without this script its link opens a new tab.
  function openDocument(link) {
    const view = document.getElementById("beside") || madeView();
    view.querySelector("iframe").src = link.href;
    view.querySelector(".alone").href = link.href;
    view.origin = link;
    if (view.open) view.close();
    // Where it covers the page, what is behind cannot be reached.
    if (wide.matches) view.show();
    else view.showModal();
    view.querySelector("button").focus({ preventScroll: true });
    const quoted = document.querySelector(`a[data-card="${link.closest(".card")?.id}"]`);
    if (wide.matches) show(quoted || link.closest(".exchange, .turn") || link, "center");
  }

  function madeView() {
    const view = document.createElement("dialog");
    view.id = "beside";
    view.setAttribute("aria-label", "The document");
    view.innerHTML =
      '<p class="bar"><a class="alone" target="_blank">Open in a new tab</a><button type="button">Close</button></p>' +
      '<iframe title="The document, at the passage"></iframe>';
    view.querySelector("button").addEventListener("click", () => view.close());
    const escape = (event) => event.key === "Escape" && view.close();
    const frame = view.querySelector("iframe");
    view.addEventListener("keydown", escape);
    frame.addEventListener("load", () => frame.contentDocument?.addEventListener("keydown", escape));
    view.addEventListener("close", () => !view.open && view.origin?.isConnected && view.origin.focus());
    (document.querySelector(".gradio-container") || document.body).append(view);
    return view;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-card], a[data-back], a[data-open], a.skip");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.card) openCard(link);
    else if ("open" in link.dataset) openDocument(link);
    else if (link.dataset.back) goBack(link);
    else questionBox()?.focus();
  });

  // What opens just above the question box would open behind it.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#details .label-wrap")) {
      setTimeout(() => show(document.getElementById("details"), "center"), 250);
    }
  });

  // Gradio does not tell whether what a button opens is open.
  new MutationObserver(() => {
    for (const button of document.querySelectorAll(".label-wrap")) {
      const open = String(button.classList.contains("open"));
      if (button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
      button.querySelector(".icon")?.setAttribute("aria-hidden", "true");
    }
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["class"],
  });

  const said = (text) => `<p class="told" role="status">${text}</p>`;

  window.safeguide = {
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return said("Copied, with its references.");
      } catch {
        return said("Your browser did not let it be copied: save it as a file instead.");
      }
    },
    save(payload) {
      const { name, type, data, error } = JSON.parse(payload);
      if (error) return said(error);
      const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      return said(`Saved as ${name}`);
    },
  };

  const questionBox = () => document.querySelector("#question textarea");

  let turns = 0;
  let busy = false;
  new MutationObserver(() => {
    const found = document.querySelectorAll("#conversation article.turn");
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
