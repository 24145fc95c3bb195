# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""reportcheck.py FOLDER…: reads the reports in the folders as strangers do and says what is wrong with them.

docutils must not say a word of report.rst, not even at its level "info"; report.html must be balanced, have each id once and
fetch nothing; report.json must be JSON. Ends with 77 when there is no docutils."""

import html.parser
import io
import json
import pathlib
import sys

try:
    import docutils.core
    import docutils.nodes
except ImportError:
    sys.exit(77)

VOID = {"meta", "img", "br", "hr", "link", "input"}


class Page(html.parser.HTMLParser):
    """Collects what is wrong with a page, its ids and its links."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.ids, self.links = [], [], [], []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name == "href":
                self.links.append(value)
            elif name == "src" and not value.startswith(("data:image/png;base64,", "benchmarks/")):
                self.wrong.append(f"fetches {value}")
            elif name.startswith("on") or tag in ("script", "link", "iframe"):
                self.wrong.append(f"has {tag} {name}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()} closes nothing")

    def finish(self):
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]
        self.wrong += [f"id {one} is there twice" for one in set(self.ids) if self.ids.count(one) > 1]
        self.wrong += [f"{link} leads nowhere" for link in self.links if link[1:] not in self.ids]
        return self.wrong


def wrong_in_rst(path):
    said = io.StringIO()
    settings = {"report_level": 1, "halt_level": 5, "warning_stream": said, "input_encoding": "utf-8"}
    tree = docutils.core.publish_doctree(path.read_bytes(), source_path=path.parent.name, settings_overrides=settings)
    problems = [node.astext() for node in tree.findall(docutils.nodes.problematic)]
    docutils.core.publish_from_doctree(tree, writer_name="html5", settings_overrides={"warning_stream": said, "report_level": 1})
    return said.getvalue().splitlines() + problems


def wrong_in_html(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page.finish()


def wrong_in_json(path):
    report = json.loads(path.read_text(encoding="utf-8"))
    return [] if report["windsock_matrix"] == 1 else ["windsock_matrix is not 1"]


def main():
    wrong = []
    for folder in map(pathlib.Path, sys.argv[1:]):
        for name, look in (("rst", wrong_in_rst), ("html", wrong_in_html), ("json", wrong_in_json)):
            wrong += [f"{folder.name}/report.{name}: {what}" for what in look(folder / f"report.{name}")]
    print("\n".join(wrong[:40]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
