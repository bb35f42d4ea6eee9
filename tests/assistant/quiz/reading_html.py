"""HTML as a browser shows it, read by the parser of Python's own library."""

import re
from html.parser import HTMLParser


class Shown(HTMLParser):
    """Attributes: text: what is shown, by paragraphs; tags: every tag that there is."""

    def __init__(self, markup):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.text += "\n" if tag == "br" else ""

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        self.text += "\n\n" if tag in ("p", "div") else ""

    def handle_data(self, data):
        self.text += data


def shown(markup):
    return re.sub(r"\n{3,}", "\n\n", Shown(markup or "").text).strip()


def tags(markup):
    return Shown(markup or "").tags
