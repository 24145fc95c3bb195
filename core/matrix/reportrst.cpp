// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportrst.h"

#include "core/matrix/reportnames.h"
#include "core/matrix/reportrstinline.h"
#include "core/matrix/reporttext.h"

#include <algorithm>

namespace windsock::matrix {

namespace {

constexpr int lineLength = 118;      // the ancestor's
constexpr int leastFirstColumn = 12; // the ancestor's too: "Python 3.13" needs nearly as much

using Row = QStringList;

QString ruled(const QString& title, QChar underline)
{
    return title + u'\n' + QString(columnsOf(title), underline) + u'\n';
}

QString padded(const QString& text, int width, bool right)
{
    const QString space(std::max(width - columnsOf(text), 0), u' ');
    return right ? space + text : text + space;
}

QString withoutEnd(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

std::vector<Row> cellsOf(const Table& table)
{
    std::vector<Row> rows = {table.header};
    for (const auto& row : table.rows) {
        Row cells;
        for (const Spans& cell : row)
            cells += rstLine(cell);
        rows.push_back(cells);
    }
    return rows;
}

std::vector<int> widthsOf(const std::vector<Row>& rows)
{
    std::vector<int> widths(static_cast<std::size_t>(rows.front().size()), 1);
    widths.front() = leastFirstColumn;
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[static_cast<qsizetype>(i)]));
    }
    return widths;
}

QString simpleTable(const std::vector<Row>& rows, int numbersFrom)
{
    const std::vector<int> widths = widthsOf(rows);
    const auto joined = [&](const auto& cell) -> QString {
        QStringList cells;
        for (std::size_t i = 0; i < widths.size(); ++i)
            cells += cell(static_cast<qsizetype>(i), widths[i]);
        return withoutEnd(cells.join(QStringLiteral("  "))) + u'\n';
    };
    const QString rule = joined([](qsizetype, int width) { return QString(width, u'='); });
    QString out = rule;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out +=
            joined([&](qsizetype column, int width) { return padded(rows[i][column], width, column >= numbersFrom); });
        if (i == 0)
            out += rule;
    }
    return out + rule;
}

// Has no columns that could be missed.
QString listTable(const std::vector<Row>& rows)
{
    QString out = QStringLiteral(".. list-table::\n   :header-rows: 1\n\n");
    for (const Row& row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            out += (i == 0 ? QStringLiteral("   * - ") : QStringLiteral("     - ")) + row[i] + u'\n';
    }
    return out;
}

QString rst(const Paragraph& paragraph)
{
    return rstParagraph(paragraph.spans) + u'\n';
}

QString rst(const Literal& literal)
{
    QString out = rstParagraph({{Mark::Plain, literal.intro}}) + QStringLiteral("::\n\n");
    for (const QString& line : literal.lines.split(u'\n'))
        out += line.isEmpty() ? QStringLiteral("\n") : QStringLiteral("    ") + line + u'\n';
    return out;
}

QString rst(const Bullets& bullets)
{
    QString out;
    for (const Spans& item : bullets.items)
        out += QStringLiteral("- ") + rstParagraph(item, 2) + u'\n';
    return out;
}

QString rst(const Fields& fields)
{
    QString out;
    for (const auto& [name, value] : fields.rows)
        out += QStringLiteral(":%1: ").arg(name) + rstParagraph(value, 4) + u'\n';
    return out;
}

QString rst(const Table& table)
{
    const std::vector<Row> rows = cellsOf(table);
    const bool sure = std::all_of(rows.begin(), rows.end(), [](const Row& row) {
        return std::all_of(row.begin(), row.end(), [](const QString& cell) { return columnsAreSure(cell); });
    });
    return sure ? simpleTable(rows, table.numbersFrom) : listTable(rows);
}

QString rst(const Picture& picture)
{
    return QStringLiteral(".. image:: %1\n    :alt: %2\n").arg(picture.path, picture.alternative);
}

QString rst(const Line&)
{
    return QString(lineLength, u'-') + u'\n';
}

QString blocksOf(const Section& section)
{
    QString out;
    for (const Block& block : section.blocks)
        out += u'\n' + std::visit([](const auto& one) { return rst(one); }, block);
    return out;
}

// Titles that cannot be referred to by themselves get a name that can; only environments have such titles.
QString headingOf(const Section& section, int depth)
{
    constexpr std::u16string_view underlines = u"=-`.";
    const QString label = depth == 2 && section.verdict && !isPlainTitle(section.title)
                              ? QStringLiteral("\n.. _%1:\n").arg(section.id)
                              : QString();
    const QString title = rstLine({{Mark::Plain, section.title}});
    return label + u'\n' + ruled(title, underlines[static_cast<std::size_t>(depth)]);
}

QString rst(const Section& section, int depth)
{
    QString out = headingOf(section, depth) + blocksOf(section);
    for (const Section& child : section.sections)
        out += rst(child, depth + 1);
    return out;
}

} // namespace

QString toRst(const Section& document)
{
    const QString contents = QStringLiteral("\n.. contents::\n    :depth: 2\n    :backlinks: none\n");
    QString out = headingOf(document, 0).mid(1) + blocksOf(document) + contents;
    for (const Section& chapter : document.sections)
        out += rst(chapter, 1);
    return out;
}

} // namespace windsock::matrix
