// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/pythontext.h"

namespace windsock::matrix::python {

namespace {

bool endsLine(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x0a && code <= 0x0d) || (code >= 0x1c && code <= 0x1e) || code == 0x85 || code == 0x2028 ||
           code == 0x2029;
}

} // namespace

QStringList splitLines(const QString& text)
{
    QStringList lines;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!endsLine(text[at]))
            continue;
        lines.append(text.mid(begin, at - begin));
        if (text[at] == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n')
            ++at;
        begin = at + 1;
    }
    if (begin < text.size())
        lines.append(text.mid(begin));
    return lines;
}

QString shown(const QString& text)
{
    constexpr qsizetype most = 100;
    return text.size() > most ? text.left(most).simplified() + u'…' : text.simplified();
}

} // namespace windsock::matrix::python
