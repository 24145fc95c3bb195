// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportrstinline.h"

#include "core/matrix/reportnames.h"
#include "core/matrix/reporttext.h"

#include <QRegularExpression>

namespace windsock::matrix {

namespace {

constexpr int lineWidth = 120;
constexpr QChar hardSpace(0x1F); // within what stays on one line; printable text has none

bool isAsciiWord(QChar character)
{
    return character.unicode() < 0x80 && character.isLetterOrNumber();
}

// An underscore is a reference only where a word ends; two colons announce a literal block.
bool isMarkup(const QString& text, qsizetype at)
{
    const QChar after = at + 1 < text.size() ? text[at + 1] : QChar();
    switch (text[at].unicode()) {
    case '\\':
    case '*':
    case '`':
    case '|':
        return true;
    case '_':
        return !isAsciiWord(after);
    case ':':
        return after == u':' || (at > 0 && text[at - 1] == u':');
    default:
        return false;
    }
}

QString escaped(const QString& text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isMarkup(text, i))
            out += u'\\';
        out += text[i];
    }
    return out;
}

// Bullets, enumerators, fields, options, directives, quotes, rules: whatever is read otherwise at a line's begin.
QString asLineBegin(const QString& line)
{
    static const QRegularExpression enumerator(
        QStringLiteral("\\A(?:[A-Za-z]|[0-9]+|[ivxlcdmIVXLCDM]+)[.)](?:\\s|\\z)"));
    if (line.isEmpty())
        return line;
    if (line.count(u'\\') == line.size())
        return QStringLiteral("\\ ") + line; // a rule else
    const QChar first = line.front();
    const bool ours = QStringLiteral("\\*`_|").contains(first); // escaped already, or meant
    const bool ascii = first.unicode() > 0x20 && first.unicode() < 0x7F;
    static const QRegularExpression path(QStringLiteral("\\A/[\\w.-]+(?:/| [(])")); // else an option of DOS
    const bool read =
        (ascii && !first.isLetterOrNumber() && !path.match(line).hasMatch()) || QStringLiteral("•‣⁃").contains(first);
    return (read && !ours) || enumerator.match(line).hasMatch() ? u'\\' + line : line;
}

// What an inline literal cannot hold is shown as plain text.
QString code(const QString& text)
{
    const bool begins = isAsciiWord(text.front()) || QStringLiteral("/.$~-{").contains(text.front());
    const bool ends = !text.back().isSpace() && text.back() != u'\\';
    return begins && ends && !text.contains(u'`') ? QStringLiteral("``%1``").arg(text) : escaped(text);
}

QString link(const Span& span)
{
    if (isPlainTitle(span.text))
        return QStringLiteral("`%1`_").arg(span.text);
    const QString text = escaped(span.text).replace(u'<', QStringLiteral("\\<"));
    return QStringLiteral("`%1 <%2_>`__").arg(text, span.target);
}

QString rstOf(const Span& span)
{
    switch (span.mark) {
    case Mark::Code:
        return code(span.text).replace(u' ', hardSpace);
    case Mark::Link:
        return link(span).replace(u' ', hardSpace);
    case Mark::StrongVerdict:
        return QStringLiteral("**%1**").arg(span.text).replace(u' ', hardSpace);
    default:
        return escaped(span.text);
    }
}

QString rstOf(const Spans& spans)
{
    QString all;
    for (const Span& span : spans)
        all += rstOf(span);
    return all.trimmed();
}

QString soft(QString line)
{
    return line.replace(hardSpace, u' ');
}

} // namespace

QString rstLine(const Spans& spans)
{
    return asLineBegin(soft(rstOf(spans)));
}

QString rstParagraph(const Spans& spans, int indent)
{
    QStringList lines;
    QString line;
    for (const QString& word : rstOf(spans).split(u' ', Qt::SkipEmptyParts)) {
        if (!line.isEmpty() && indent + columnsOf(line) + 1 + columnsOf(word) > lineWidth) {
            lines += asLineBegin(soft(line));
            line.clear();
        }
        line += line.isEmpty() ? word : u' ' + word;
    }
    lines += asLineBegin(soft(line));
    return lines.join(u'\n' + QString(indent, u' '));
}

} // namespace windsock::matrix
