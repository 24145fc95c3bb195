// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportdocument.h"

#include "core/matrix/reporttext.h"

namespace windsock::matrix {

namespace {

// Not QString::arg(), which would look for %2 in the first value.
QString filled(const QString& text, const QStringList& values)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int number = text[i] == u'%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        if (number < 1 || number > values.size()) {
            out += text[i];
            continue;
        }
        out += oneLine(values[number - 1]);
        ++i;
    }
    return out;
}

} // namespace

Spans spans(const QString& marked, const QStringList& values)
{
    Spans all;
    bool code = false;
    for (const QString& part : marked.split(u'`')) {
        if (QString text = filled(part, values); !text.isEmpty())
            all.push_back({code ? Mark::Code : Mark::Plain, std::move(text)});
        code = !code;
    }
    return all;
}

Spans verdictSpans(Verdict verdict, bool strong)
{
    return {{strong ? Mark::StrongVerdict : Mark::Verdict, toText(verdict), {}, verdict}};
}

Spans linkTo(const Section& section)
{
    return {{Mark::Link, section.title, section.id}};
}

} // namespace windsock::matrix
