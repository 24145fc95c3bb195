// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportanswers.h"

#include "core/matrix/reporttext.h"

#include <algorithm>
#include <numeric>

namespace windsock::matrix {

namespace {

using Results = std::vector<EnvironmentResult>;

QString timeOf(const Results& results)
{
    return toText(std::accumulate(results.begin(), results.end(), std::chrono::milliseconds(0),
                                  [](auto sum, const EnvironmentResult& result) { return sum + result.took; }));
}

/// "WSGI container: py27-django18, py311-django32", one item for each different `field`.
Bullets groupedBy(const Results& results, QString EnvironmentResult::*field)
{
    std::vector<std::pair<QString, QStringList>> groups;
    for (const EnvironmentResult& result : results) {
        if (result.*field == QString())
            continue;
        auto group =
            std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == result.*field; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {result.*field, {}});
        group->second += oneLine(result.name, 100);
    }
    Bullets bullets;
    for (const auto& [what, names] : groups)
        bullets.items.push_back(spans(QStringLiteral("%1: %2"), {what, names.join(QStringLiteral(", "))}));
    return bullets;
}

void addGroups(std::vector<Block>& blocks, const QString& intro, Bullets groups)
{
    if (groups.items.empty())
        return;
    blocks.emplace_back(Paragraph{spans(intro)});
    blocks.emplace_back(std::move(groups));
}

Spans installBrief(const Results& results)
{
    const QString easy = QStringLiteral("Easy: Windsock is one program, which `packaging/run` builds and starts.");
    if (results.empty())
        return spans(easy);
    const std::uint64_t tried = results.size() - countOf(results, Verdict::Maybe);
    return spans(easy + QStringLiteral(" %1 of %2 could be tried on this machine, in %3."),
                 {withCommas(tried), counted(results.size(), QStringLiteral("environment")), timeOf(results)});
}

Answer installation(const Results& results, const ReportFacts& facts)
{
    Answer answer{QStringLiteral("Easy to install?"), installBrief(results), QStringLiteral("Installation"), {}};
    answer.blocks.emplace_back(Paragraph{spans(QStringLiteral(
        "Windsock is at home on Debian 12. From a clone, with git and root or sudo, one command installs the packages "
        "that "
        "it needs from the system's own, builds it, and opens the window, or does any other work in a terminal."))});
    answer.blocks.emplace_back(
        Literal{QStringLiteral("In a clone"), QStringLiteral("$ packaging/run\n"
                                                             "$ packaging/run serve --port 8000")});
    answer.blocks.emplace_back(
        Paragraph{spans(QStringLiteral("Nothing of it is installed into an environment: its WSGI worker is one file "
                                       "that needs no more than the standard "
                                       "library of Python 2.7 to 3.13."))});
    addGroups(answer.blocks, QStringLiteral("The packages of the environments came from:"),
              groupedBy(results, &EnvironmentResult::packages));
    if (!facts.command.isEmpty())
        answer.blocks.emplace_back(
            Literal{QStringLiteral("This report was made with"), QStringLiteral("$ ") + oneLine(facts.command)});
    return answer;
}

Answer integration(const Results& results)
{
    Answer answer{
        QStringLiteral("Integration into a Django project"),
        spans(QStringLiteral("Easy: Django stays as it is. Windsock makes routes for the WebSockets and hands all "
                             "other requests to Django through a WSGI container, outside the event loop.")),
        QStringLiteral("Integration"),
        {}};
    answer.blocks.emplace_back(
        Paragraph{spans(QStringLiteral("Routes are tried in order. There are four, unless a file names others:"))});
    answer.blocks.emplace_back(
        Bullets{{spans(QStringLiteral("`/hello-tornado`: a page that chats,")),
                 spans(QStringLiteral("`/ws/hello-tornado`: the WebSocket, which answers \"You said: …\",")),
                 spans(QStringLiteral("`/static/(.*)`: the files that Django's finders have found,")),
                 spans(QStringLiteral("`.*`: everything else, which is passed to Django."))}});
    answer.blocks.emplace_back(
        Literal{QStringLiteral("To serve a Django project, name the folder that has its manage.py, and its Python"),
                QStringLiteral("$ windsock serve --backend django:path/to/project --python path/to/python")});
    answer.blocks.emplace_back(
        Literal{QStringLiteral("A project that has a server of its own is served by that; its WebSockets are relayed"),
                QStringLiteral("$ windsock serve --backend 'command:daphne -u {socket} mysite.asgi:application' "
                               "--chdir path/to/project")});
    addGroups(answer.blocks, QStringLiteral("In this run the environments were served by:"),
              groupedBy(results, &EnvironmentResult::backend));
    return answer;
}

Answer architecture()
{
    return {
        QStringLiteral("Thin or heavy architecture?"),
        spans(QStringLiteral("Thin: one program is HTTP server, WebSocket server and reverse proxy; only Python has "
                             "processes of its own.")),
        QStringLiteral("Architecture"),
        {Paragraph{spans(QStringLiteral(
             "A request is accepted, parsed, routed and answered on one I/O thread. What is Django's goes to a worker, "
             "a "
             "process that speaks HTTP on a Unix socket, so that Django may block as long as it likes: the event loop "
             "does not wait for it, and WebSockets are answered meanwhile. (The `WSGIContainer` of Tornado runs Django "
             "on the event loop, unless it is given threads.)"))},
         Paragraph{spans(QStringLiteral(
             "Windsock is a tool for a developer's machine. It records every request and frame; it is not made to "
             "serve a site to the world."))}}};
}

Answer eventDriven()
{
    return {
        QStringLiteral("Event-driven programming?"),
        spans(QStringLiteral("For WebSockets, yes; for Django, no.")),
        QStringLiteral("Event-driven programming"),
        {Paragraph{spans(QStringLiteral(
             "A WebSocket is a session that is told when it was opened, when a message came and when it was closed. In "
             "a "
             "room, a message of the form `{\"event\": NAME, \"data\": …}` is a named event: it goes to all who are "
             "connected to the same room."))},
         Paragraph{spans(QStringLiteral(
             "Django sees none of these events, since WSGI has no words for them: Windsock has no channel layer and "
             "speaks "
             "no ASGI itself. A project that needs them brings a server such as Daphne, which Windsock starts and "
             "whose WebSockets it relays."))}}};
}

Answer documentation()
{
    return {QStringLiteral("Has a documentation?"),
            spans(QStringLiteral("Yes, inside the program.")),
            QStringLiteral("Documentation"),
            {Bullets{{spans(QStringLiteral("The user guide is in the window's menu Help, and in `resources/guide`.")),
                      spans(QStringLiteral("`windsock COMMAND --help` lists the options of a command.")),
                      spans(QStringLiteral(
                          "`README.md` is for the first five minutes, `ARCHITECTURE.md` says how it is laid out and "
                          "why, `CONTRIBUTING.md` how to change it."))}}}};
}

Answer unitTests()
{
    return {
        QStringLiteral("Has unit tests?"),
        spans(QStringLiteral("Yes, `packaging/test` runs them all.")),
        QStringLiteral("Unit tests"),
        {Paragraph{spans(QStringLiteral(
             "The folder `tests` mirrors the source. Beside the unit tests it has tables of what the server does with "
             "good and bad requests and frames (`tests/conformance`), targets for a fuzzer (`tests/fuzz`) and tests of "
             "the whole program from outside."))},
         Literal{
             QStringLiteral("To build and run them, also under the sanitizers"),
             QStringLiteral("$ packaging/test\n$ packaging/test --sanitize asan\n$ packaging/test --sanitize tsan")}}};
}

} // namespace

std::vector<Answer> answers(const std::vector<EnvironmentResult>& results, const ReportFacts& facts)
{
    return {installation(results, facts),
            integration(results),
            architecture(),
            eventDriven(),
            documentation(),
            unitTests()};
}

std::uint64_t countOf(const std::vector<EnvironmentResult>& results, Verdict verdict)
{
    return static_cast<std::uint64_t>(std::count_if(
        results.begin(), results.end(), [&](const EnvironmentResult& result) { return overall(result) == verdict; }));
}

QString tallyOf(const std::vector<EnvironmentResult>& results)
{
    if (results.empty())
        return QStringLiteral("No environment was named, so none was tried.");
    QStringList parts;
    const auto add = [&](Verdict verdict, const QString& one, const QString& many) {
        if (const std::uint64_t count = countOf(results, verdict))
            parts += withCommas(count) + u' ' + (count == 1 ? one : many);
    };
    add(Verdict::Yes, QStringLiteral("works"), QStringLiteral("work"));
    add(Verdict::Maybe, QStringLiteral("could not be tried"), QStringLiteral("could not be tried"));
    add(Verdict::No, QStringLiteral("does not work"), QStringLiteral("do not work"));
    return counted(results.size(), QStringLiteral("environment")) + QStringLiteral(": ") +
           parts.join(QStringLiteral(", ")) + u'.';
}

} // namespace windsock::matrix
