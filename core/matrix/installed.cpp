// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/installed.h"

#include "core/matrix/requirement.h"

#include <QRegularExpression>

namespace windsock::matrix {

namespace {

constexpr std::chrono::seconds limit{20};

// Python 2.7 to 3.13. What is asked for stands between marks, since a module may print when it is imported.
const QString djangoQuestion = QStringLiteral(
    "import sys, django\n"
    "version = django.get_version()\n"
    "if django.VERSION[3:5] == ('alpha', 0) and 'dev' not in version:\n" // an archive has no changeset to tell
    "    version += '.dev'\n"
    "sys.stdout.write('<version>' + version + '</version>')\n");
const QString versionsQuestion = QStringLiteral("import sys\n"
                                                "try:\n"
                                                "    from importlib.metadata import version\n"
                                                "except ImportError:\n"
                                                "    import pkg_resources\n"
                                                "    def version(name):\n"
                                                "        return pkg_resources.get_distribution(name).version\n"
                                                "for name in sys.argv[1:]:\n"
                                                "    try:\n"
                                                "        found = version(name)\n"
                                                "    except Exception:\n"
                                                "        found = ''\n"
                                                "    sys.stdout.write('<version>%s</version>' % found)\n");

QStringList versionsIn(const QString& output)
{
    static const QRegularExpression mark(QStringLiteral("<version>([^<]*)</version>"));
    QStringList versions;
    for (auto each = mark.globalMatch(output); each.hasNext();)
        versions += each.next().captured(1);
    return versions;
}

ChildRun ask(const PythonPlace& place, const QStringList& arguments, const Wait& wait)
{
    return runChild({place.python, QStringList{QStringLiteral("-c")} + arguments, place.environment, place.folder},
                    wait, limit);
}

} // namespace

bool DjangoAnswer::isMissing() const
{
    // "ImportError: No module named django" of Python 2, with quotes until 3.5, ModuleNotFoundError from 3.6 on.
    static const QRegularExpression none(
        QStringLiteral("^(ImportError|ModuleNotFoundError): No module named (django|'django')$"));
    return !run.worked() && none.match(lastLineOf(run.output)).hasMatch();
}

DjangoAnswer askForDjango(const PythonPlace& place, const Wait& wait)
{
    DjangoAnswer answer{ask(place, {djangoQuestion}, wait), {}};
    if (answer.run.worked())
        answer.version = versionsIn(answer.run.output).value(0);
    return answer;
}

QStringList missingOf(const QStringList& requirements, const PythonPlace& place, const Wait& wait)
{
    QStringList missing;
    QStringList lines;
    QStringList names;
    for (const QString& line : requirements) {
        const auto requirement = parseRequirement(line);
        if (!requirement) {
            missing += line;
            continue;
        }
        lines += line;
        names += requirement->name;
    }
    if (names.isEmpty())
        return missing;
    const ChildRun run = ask(place, QStringList{versionsQuestion} + names, wait);
    const QStringList versions = run.worked() ? versionsIn(run.output) : QStringList();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString version = versions.value(i);
        if (version.isEmpty() || !parseRequirement(lines[i])->isMetBy(version))
            missing += lines[i];
    }
    return missing;
}

} // namespace windsock::matrix
