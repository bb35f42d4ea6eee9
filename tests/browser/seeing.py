"""How everybody sees a page: what axe-core finds, and what a small or an enlarged one loses."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WIDE = {"width": 1280, "height": 900}
SIZES = (
    {"width": 375, "height": 780},
    {"width": 320, "height": 640},
    {"width": 640, "height": 450},  # 1280 by 900, enlarged to twice its size
)
CUT_OFF = """() => {
  const lost = [];
  const scrolls = (style) => ["auto", "scroll"].includes(style.overflowX);
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (!box.width || !element.innerText?.trim() || element.closest(".unseen, .wide, .skip")) continue;
    const style = getComputedStyle(element);
    const hidden = !scrolls(style) && style.overflowX !== "visible";
    const cut = hidden && element.scrollWidth > element.clientWidth + 1;
    if (box.right > innerWidth + 1 || box.left < -1 || cut)
      lost.push(element.outerHTML.slice(0, 120));
  }
  if (document.documentElement.scrollWidth > innerWidth) lost.push("the page scrolls sideways");
  return lost;
}"""


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']} at {node['target']}: {node['any'][:1]}" for one in found for node in one["nodes"]]
