// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What Python's str does and QString does otherwise: tox reads its file with str. Pure functions, any thread.
#pragma once

#include <QString>
#include <QStringList>

namespace windsock::matrix::python {

/// str.isspace of one character: the separators U+001C to U+001F count, too.
inline bool isSpace(QChar c)
{
    return c.isSpace() || (c >= QChar(0x1c) && c <= QChar(0x1f));
}

inline QString stripEnd(QString text)
{
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

inline QString stripBegin(const QString& text)
{
    qsizetype begin = 0;
    while (begin < text.size() && isSpace(text[begin]))
        ++begin;
    return text.mid(begin);
}

inline QString strip(const QString& text)
{
    return stripEnd(stripBegin(text));
}

/// str.splitlines, without the ends of the lines.
QStringList splitLines(const QString& text);
/// What an error quotes of a file: short, and one line.
QString shown(const QString& text);

} // namespace windsock::matrix::python
