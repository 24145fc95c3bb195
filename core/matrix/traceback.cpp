// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/traceback.h"

#include <QRegularExpression>
#include <QStringList>

namespace windsock::matrix {

namespace {

const QString indent = QStringLiteral("    "); // of a record's further lines

/// A line of the log, and what it is.
struct Line
{
    enum class Kind { Record, Further, Printed };
    Kind kind;
    QString text;
};

Line lineOf(const QString& line)
{
    static const QRegularExpression prefix(
        QStringLiteral("^\\[[DIWE] \\d{6} \\d\\d:\\d\\d:\\d\\d [^\\]\\s]+:\\d+\\] "));
    if (const auto match = prefix.match(line); match.hasMatch())
        return {Line::Kind::Record, line.mid(match.capturedLength())};
    if (line.startsWith(indent))
        return {Line::Kind::Further, line.mid(indent.size())};
    return {Line::Kind::Printed, line};
}

bool begins(const Line& line)
{
    return line.text.startsWith(QStringLiteral("Traceback (most recent call last)"));
}

} // namespace

QString lastTraceback(const QString& log)
{
    QStringList found;
    bool inside = false;
    bool toldException = false; // what follows it is its message's, as long as the record lasts
    for (const QString& raw : log.split(u'\n')) {
        const Line line = lineOf(raw);
        if (begins(line)) {
            found.clear();
            inside = true;
            toldException = false;
        } else if (inside && toldException && line.kind != Line::Kind::Further) {
            inside = false;
        } else if (line.kind == Line::Kind::Printed) {
            continue; // an application prints when it likes
        } else if (inside && !line.text.startsWith(u' ')) {
            toldException = true;
        }
        if (inside)
            found += line.text;
    }
    return found.join(u'\n').trimmed();
}

} // namespace windsock::matrix
