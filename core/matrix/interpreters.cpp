// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/interpreters.h"

#include "core/matrix/environmentspec.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>

namespace windsock::matrix {

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

/// What is asked for: "pypy3.10" is PyPy, 3, 10.
struct Wanted
{
    std::string implementation; ///< empty: CPython, or whatever calls itself neither PyPy nor Jython
    std::optional<int> major;
    std::optional<int> minor;
    std::optional<int> micro;

    static std::optional<Wanted> parse(const std::string& python)
    {
        static const QRegularExpression shape(
            QStringLiteral("^(python|pypy|jython)?(?:([0-9]{1,4})(?:\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?)?)?$"));
        const auto match = shape.match(text(python));
        if (!match.hasMatch())
            return std::nullopt;
        const auto number = [&](int group) {
            return match.captured(group).isEmpty() ? std::nullopt : std::optional(match.captured(group).toInt());
        };
        Wanted wanted{{}, number(2), number(3), number(4)};
        if (match.captured(1) == QStringLiteral("pypy"))
            wanted.implementation = "PyPy";
        else if (match.captured(1) == QStringLiteral("jython"))
            wanted.implementation = "Jython";
        else if (!wanted.major)
            wanted.major = 3;
        return wanted;
    }

    bool accepts(const Interpreter& one) const
    {
        const bool other = one.implementation == "PyPy" || one.implementation == "Jython";
        return (implementation.empty() ? !other : one.implementation == implementation) &&
               major.value_or(one.version.major) == one.version.major &&
               minor.value_or(one.version.minor) == one.version.minor &&
               micro.value_or(one.version.micro) == one.version.micro;
    }
};

/// Two names of one Python; not a virtualenv and the one it was made with.
QString identity(const Interpreter& one)
{
    return QFileInfo(one.path).canonicalFilePath() + u'\n' + QFileInfo(one.prefix).canonicalFilePath();
}

bool isBetter(const Interpreter* a, const Interpreter* b)
{
    return a->isVirtualenv != b->isVirtualenv ? b->isVirtualenv : b->version < a->version;
}

} // namespace

Interpreters Interpreters::find(const SearchPlaces& places, std::chrono::milliseconds limit)
{
    Interpreters found;
    found.m_places = places;
    found.m_limit = limit;
    const auto candidates = interpreterCandidates(places);
    const auto answers = probe(candidates, places, limit);
    QSet<QString> known;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i]) {
            found.m_broken.push_back({candidates[i].path, candidates[i].found, answers[i].error().sentence});
        } else if (const QString same = identity(*answers[i]); !known.contains(same)) {
            known.insert(same);
            found.m_all.push_back(*answers[i]);
        }
    }
    return found;
}

Result<Interpreter> Interpreters::match(const std::string& python) const
{
    if (python.find('/') != std::string::npos)
        return atPath(m_places.withHome(text(python)));
    const auto wanted = Wanted::parse(python);
    std::vector<const Interpreter*> fitting;
    for (const Interpreter& one : m_all) {
        if (wanted && wanted->accepts(one))
            fitting.push_back(&one);
    }
    if (fitting.empty())
        return noneOf(python);
    if (!wanted->minor && fitting.front()->found == Found::Path)
        return *fitting.front();
    return **std::min_element(fitting.begin(), fitting.end(), isBetter);
}

Result<Interpreter> Interpreters::atPath(const QString& path) const
{
    const QString absolute = QDir::cleanPath(QDir(m_places.folder).absoluteFilePath(path));
    const auto known =
        std::find_if(m_all.begin(), m_all.end(), [&](const Interpreter& one) { return one.path == absolute; });
    if (known != m_all.end())
        return *known;
    if (!QFileInfo(absolute).isFile())
        return Error{ErrorCode::NotFound,
                     QStringLiteral("There is no Python at \"%1\": install it there, or name another path.")
                         .arg(absolute.left(200)),
                     {}};
    auto answer = std::move(probe({{absolute, Found::Named}}, m_places, m_limit).front());
    if (answer)
        return answer;
    return Error{ErrorCode::NotFound,
                 QStringLiteral("The Python at \"%1\" cannot be used, for %2: mend it, or name another path.")
                     .arg(absolute.left(200), answer.error().sentence),
                 {}};
}

/// One that is called like it and does not work is worth more words than one that is not there.
Error Interpreters::noneOf(const std::string& python) const
{
    const QString title = text(pythonTitle(python)).left(100).simplified();
    const QString name = QStringList{QStringLiteral("python") + text(python), text(python)}.value(
        python.empty() || (python.front() >= '0' && python.front() <= '9') ? 0 : 1);
    const auto broken = std::find_if(m_broken.begin(), m_broken.end(), [&](const BrokenInterpreter& one) {
        return QFileInfo(one.path).fileName() == name;
    });
    if (broken == m_broken.end())
        return {ErrorCode::NotFound,
                QStringLiteral("There is no %1 on this machine: install it, with pyenv for example, or name its path.")
                    .arg(title),
                {}};
    return {ErrorCode::NotFound,
            QStringLiteral("There is no %1 on this machine that works; of %2: %3. Install it, with pyenv for example, "
                           "or name its path.")
                .arg(title, broken->path, broken->reason),
            {}};
}

} // namespace windsock::matrix
