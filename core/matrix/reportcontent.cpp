// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportcontent.h"

#include "core/matrix/reportanswers.h"
#include "core/matrix/reportchapter.h"
#include "core/matrix/reporttext.h"

#include <QRegularExpression>

namespace windsock::matrix {

namespace {

QString machineText(const Machine& machine)
{
    QStringList parts = {machine.system, machine.kernel};
    if (machine.processors > 0)
        parts += counted(static_cast<std::uint64_t>(machine.processors), QStringLiteral("processor"));
    parts += machine.processor;
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

Bullets aboutThis(const ReportFacts& facts)
{
    Bullets bullets;
    const auto add = [&](const QString& marked, const QString& value) {
        if (!value.isEmpty())
            bullets.items.push_back(spans(marked, {value}));
    };
    add(QStringLiteral("Made by: Windsock %1"), facts.version);
    add(QStringLiteral("Date: %1"),
        facts.date.isValid() ? facts.date.toString(QStringLiteral("yyyy-MM-dd HH:mm t")) : QString());
    add(QStringLiteral("Machine: %1"), machineText(facts.machine));
    add(QStringLiteral("Environments: `%1`"), facts.matrixFile);
    return bullets;
}

// A cell is never empty: in a simple table an empty first one would go on with the row above.
Spans cell(const QString& text)
{
    const QString line = oneLine(text, 60);
    return {{Mark::Plain, line.isEmpty() ? QStringLiteral("?") : line}};
}

Table tableOf(const std::vector<EnvironmentResult>& results, const std::vector<Section>& chapters)
{
    Table table{{QStringLiteral("Python"), QStringLiteral("Django"), QStringLiteral("More details"),
                 QStringLiteral("Websocket works?"), QStringLiteral("Django works?"),
                 QStringLiteral("So, does it work?")},
                {}};
    for (std::size_t i = 0; i < results.size(); ++i) {
        const EnvironmentResult& result = results[i];
        table.rows.push_back({cell(result.python), cell(result.framework), linkTo(chapters[i]),
                              verdictSpans(result.webSocket), verdictSpans(result.django),
                              verdictSpans(overall(result), true)});
    }
    return table;
}

void sumUp(Section& section, const std::vector<EnvironmentResult>& results, const std::vector<Section>& chapters)
{
    section.blocks.emplace_back(Paragraph{spans(QStringLiteral("%1"), {tallyOf(results)})});
    if (results.empty())
        return;
    section.blocks.emplace_back(tableOf(results, chapters));
    section.blocks.emplace_back(
        Paragraph{spans(QStringLiteral("Yes: it was seen to work. Maybe yes: it could not be tried on this machine. "
                                       "No: all was there, and it failed."))});
}

Section answered(const Answer& answer, const Section& chapter, ReportNames& names)
{
    Section section = names.section(answer.question);
    section.blocks.emplace_back(Paragraph{answer.brief});
    Spans more = spans(QStringLiteral("Read more at "));
    more.push_back(linkTo(chapter).front());
    more.push_back({Mark::Plain, QStringLiteral(".")});
    section.blocks.emplace_back(Paragraph{more});
    return section;
}

// As a shell takes it.
QString shellWord(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9._/-]+\\z"));
    if (plain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

std::vector<Block> howToRun(const std::vector<EnvironmentResult>& results, const ReportFacts& facts)
{
    const QString file = oneLine(facts.matrixFile);
    const QString matrix = QStringLiteral("$ windsock matrix ") +
                           (file.isEmpty() ? QString() : QStringLiteral("--config %1 ").arg(shellWord(file)));
    const QString name = results.empty() ? QStringLiteral("py311-django32") : oneLine(results.back().name, 100);
    return {Literal{QStringLiteral("To list the environments, run"), matrix + QStringLiteral("--list")},
            Literal{QStringLiteral("To try one of them, run for example"),
                    matrix + QStringLiteral("-e ") + shellWord(name)}};
}

/// The chapters in their order in the document.
enum Chapter : std::size_t { Summary, Installation, Integration, Compatibility, FirstAfter };

/// Compatibility comes third, after installation and integration.
std::size_t chapterOfAnswer(std::size_t answer)
{
    return answer < 2 ? Installation + answer : FirstAfter + answer - 2;
}

/// The ancestor's chapters with all that does not come from the environments.
std::vector<Section> emptyChapters(const std::vector<Answer>& all, ReportNames& names)
{
    std::vector<Section> chapters(FirstAfter + all.size() - 2);
    chapters[Summary] = names.section(QStringLiteral("Summary"));
    chapters[Summary].sections.push_back(names.section(QStringLiteral("Compatibility with Python and Django")));
    chapters[Compatibility] = names.section(QStringLiteral("Compatibility"));
    for (std::size_t i = 0; i < all.size(); ++i) {
        Section& chapter = chapters[chapterOfAnswer(i)];
        chapter = names.section(all[i].chapter);
        chapter.blocks = all[i].blocks;
        chapters[Summary].sections.push_back(answered(all[i], chapter, names));
    }
    chapters[Summary].sections.back().blocks.emplace_back(Line{});
    return chapters;
}

} // namespace

Section describe(const std::vector<EnvironmentResult>& results, const ReportFacts& facts)
{
    ReportNames names; // the chapters' titles first, so that no other takes them
    std::vector<Section> chapters = emptyChapters(answers(results, facts), names);
    Section document = names.section(facts.title);
    document.blocks.emplace_back(aboutThis(facts));
    document.sections = std::move(chapters);
    Section& compatibility = document.sections[Compatibility];
    compatibility.blocks = howToRun(results, facts);
    for (const EnvironmentResult& result : results)
        compatibility.sections.push_back(chapterOf(result, names));
    sumUp(document.sections[Summary].sections.front(), results, compatibility.sections);
    return document;
}

} // namespace windsock::matrix
