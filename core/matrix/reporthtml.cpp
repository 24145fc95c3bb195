// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reporthtml.h"

#include "core/matrix/reportstyle.h"
#include "core/matrix/reporttext.h"

#include <algorithm>

namespace windsock::matrix {

namespace {

QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\'', QStringLiteral("&#39;"));
}

QString classOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Yes:
        return QStringLiteral("yes");
    case Verdict::No:
        return QStringLiteral("no");
    default:
        return QStringLiteral("maybe");
    }
}

QString badge(Verdict verdict, const QString& element = QStringLiteral("span"))
{
    return QStringLiteral("<%1 class=\"%2\">%3</%1>").arg(element, classOf(verdict), toText(verdict));
}

QString linkTo(const QString& id, const QString& text)
{
    return QStringLiteral("<a href=\"#%1\">%2</a>").arg(id, escaped(text));
}

QString html(const Span& span)
{
    switch (span.mark) {
    case Mark::Code:
        return QStringLiteral("<code>%1</code>").arg(escaped(span.text));
    case Mark::Link:
        return linkTo(span.target, span.text);
    case Mark::Verdict:
        return badge(span.verdict);
    case Mark::StrongVerdict:
        return badge(span.verdict, QStringLiteral("strong"));
    default:
        return escaped(span.text);
    }
}

QString html(const Spans& spans)
{
    QString all;
    for (const Span& span : spans)
        all += html(span);
    return all;
}

/// Writes the blocks. Lives as long as a call of toHtml().
class Writer
{
public:
    explicit Writer(const Pictures& pictures)
        : m_pictures(pictures)
    {
    }

    QString operator()(const Paragraph& paragraph) const
    {
        return QStringLiteral("<p>%1</p>\n").arg(html(paragraph.spans));
    }

    QString operator()(const Literal& literal) const
    {
        return QStringLiteral("<p class=\"intro\">%1:</p>\n<pre>%2</pre>\n")
            .arg(escaped(literal.intro), escaped(literal.lines));
    }

    QString operator()(const Bullets& bullets) const
    {
        QString items;
        for (const Spans& item : bullets.items)
            items += QStringLiteral("<li>%1</li>\n").arg(html(item));
        return items.isEmpty() ? QString() : QStringLiteral("<ul>\n%1</ul>\n").arg(items);
    }

    QString operator()(const Fields& fields) const
    {
        QString rows;
        for (const auto& [name, value] : fields.rows)
            rows += QStringLiteral("<dt>%1</dt><dd>%2</dd>\n").arg(escaped(name), html(value));
        return QStringLiteral("<dl>\n%1</dl>\n").arg(rows);
    }

    QString operator()(const Table& table) const
    {
        QString head;
        for (qsizetype i = 0; i < table.header.size(); ++i)
            head += cell(QStringLiteral("th scope=\"col\""), QStringLiteral("th"), i >= table.numbersFrom,
                         escaped(table.header[i]));
        QString body;
        for (const auto& row : table.rows)
            body += rowOf(row, table.numbersFrom);
        return QStringLiteral(
                   "<div class=\"wide\"><table%1>\n<thead><tr>%2</tr></thead>\n<tbody>\n%3</tbody>\n</table></div>\n")
            .arg(hasVerdicts(table) ? QStringLiteral(" class=\"verdicts\"") : QString(), head, body);
    }

    QString operator()(const Picture& picture) const
    {
        const auto found = m_pictures.find(picture.environment);
        const QString source =
            found == m_pictures.end() || found->second.isEmpty()
                ? picture.path
                : QStringLiteral("data:image/png;base64,") + QString::fromLatin1(found->second.toBase64());
        return QStringLiteral("<p><img src=\"%1\" alt=\"%2\"></p>\n")
            .arg(escaped(source), escaped(picture.alternative));
    }

    QString operator()(const Line&) const { return {}; } // chapters are sheets of their own

private:
    static QString cell(const QString& open, const QString& close, bool number, const QString& content)
    {
        return QStringLiteral("<%1%2>%3</%4>")
            .arg(open, number ? QStringLiteral(" class=\"number\"") : QString(), content, close);
    }

    static QString rowOf(const std::vector<Spans>& row, int numbersFrom)
    {
        QString cells;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells += cell(QStringLiteral("td"), QStringLiteral("td"), static_cast<int>(i) >= numbersFrom, html(row[i]));
        return QStringLiteral("<tr>%1</tr>\n").arg(cells);
    }

    static bool hasVerdicts(const Table& table)
    {
        return !table.rows.empty() && table.rows.front().back().front().mark == Mark::StrongVerdict;
    }

    const Pictures& m_pictures;
};

QString blocksOf(const Section& section, const Writer& writer)
{
    QString out;
    for (const Block& block : section.blocks)
        out += std::visit(writer, block);
    return out;
}

QString headingOf(const Section& section, int depth)
{
    const bool said = depth == 3; // by an environment's first words
    const QString verdict = section.verdict && !said ? u' ' + badge(*section.verdict) : QString();
    return QStringLiteral("<h%1>%2%3</h%1>\n").arg(QString::number(depth), escaped(section.shortTitle), verdict);
}

QString html(const Section& section, int depth, const Writer& writer)
{
    const bool environment = depth == 3 && section.verdict;
    QString out = QStringLiteral("<section id=\"%1\"%2>\n")
                      .arg(section.id, environment ? QStringLiteral(" class=\"environment\"") : QString());
    out += headingOf(section, depth) + blocksOf(section, writer);
    for (const Section& child : section.sections)
        out += html(child, depth + 1, writer);
    return out + QStringLiteral("</section>\n");
}

QString navigation(const Section& document)
{
    QString items;
    for (const Section& chapter : document.sections)
        items += QStringLiteral("<li>%1</li>\n").arg(linkTo(chapter.id, chapter.title));
    return QStringLiteral("<nav aria-label=\"Chapters\"><ul>\n%1</ul></nav>\n").arg(items);
}

} // namespace

QString toHtml(const Section& document, const Pictures& pictures)
{
    const Writer writer(pictures);
    const QString title = escaped(document.title);
    QString out = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    out += title + QStringLiteral("</title>\n<style>") + reportStyle() +
           QStringLiteral("</style>\n</head>\n<body>\n<main>\n");
    out += QStringLiteral("<header>\n<h1>") + title + QStringLiteral("</h1>\n") + blocksOf(document, writer) +
           navigation(document);
    out += QStringLiteral("</header>\n");
    for (const Section& chapter : document.sections)
        out += html(chapter, 2, writer);
    return out + QStringLiteral("</main>\n</body>\n</html>\n");
}

} // namespace windsock::matrix
