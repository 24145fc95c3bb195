# SPDX-FileCopyrightText: 2026 Windsock contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of tests/conformance: a text file with a line a case, and lines that explain, which begin with #."""


def read_table(path, line):
    """[line(number, text)]"""
    with open(path, encoding="utf-8") as file:
        lines = [(number, text.rstrip("\n")) for number, text in enumerate(file, 1)]
    return [line(number, text) for number, text in lines if text and not text.startswith("#")]
