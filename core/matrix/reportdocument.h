// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report as a document without a format: sections, blocks, and spans of text, which reStructuredText and HTML are
// written from. All text in it is printable already. Plain values, for any thread.
#pragma once

#include "core/matrix/environmentresult.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace windsock::matrix {

enum class Mark {
    Plain,
    Code,
    Link,          ///< `text` is the title of a section, `target` its id
    Verdict,       ///< its colour is that of `verdict`
    StrongVerdict, ///< the one that counts
};

struct Span
{
    Mark mark = Mark::Plain;
    QString text;
    QString target{};
    Verdict verdict = Verdict::Maybe;
};

using Spans = std::vector<Span>;

struct Paragraph
{
    Spans spans;
};

/// Lines as they were printed, and what they are.
struct Literal
{
    QString intro; ///< without a colon at its end
    QString lines;
};

struct Bullets
{
    std::vector<Spans> items;
};

struct Fields
{
    std::vector<std::pair<QString, Spans>> rows;
};

struct Table
{
    QStringList header;
    std::vector<std::vector<Spans>> rows; ///< as many cells as the header has
    int numbersFrom = 1000;               ///< the first column that has numbers, which stand at the right
};

struct Picture
{
    QString path;        ///< relative to the report
    QString alternative; ///< what it shows
    QString environment; ///< as it was named
};

/// What stands between the summary and what it sums up.
struct Line
{
};

using Block = std::variant<Paragraph, Literal, Bullets, Fields, Table, Picture, Line>;

struct Section
{
    QString title;      ///< no other section of the document has it
    QString shortTitle; ///< where it is clear what it belongs to; empty: the same
    QString id;         ///< of letters, digits, . and -; no other section has it
    std::optional<Verdict> verdict;
    std::vector<Block> blocks;
    std::vector<Section> sections;
};

/// `marked` with what stands between backticks as code. %1, %2… are `values`, one line each, in which nothing is
/// marked.
Spans spans(const QString& marked, const QStringList& values = {});
Spans verdictSpans(Verdict verdict, bool strong = false);
Spans linkTo(const Section& section);

} // namespace windsock::matrix
