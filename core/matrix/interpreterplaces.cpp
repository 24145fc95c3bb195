// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/interpreterplaces.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace windsock::matrix {

namespace {

constexpr std::size_t mostCandidates = 500;

/// The folders that a path with * for one part of it stands for, by name.
QStringList foldersOf(const QString& pattern)
{
    QStringList folders(QStringLiteral("/"));
    for (const QString& part : pattern.split(u'/', Qt::SkipEmptyParts)) {
        QStringList next;
        for (const QString& folder : folders) {
            if (part != QStringLiteral("*")) {
                next.append(QDir(folder).filePath(part));
                continue;
            }
            for (const QString& entry :
                 QDir(folder).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name))
                next.append(QDir(folder).filePath(entry));
        }
        folders = next;
    }
    return folders;
}

/// Whom somebody means who says nothing more stands first.
int rankOf(const QString& name)
{
    return name == QStringLiteral("python3") ? 0 : name == QStringLiteral("python") ? 1 : 2;
}

QStringList pythonsIn(const QString& folder)
{
    static const QRegularExpression shape(QStringLiteral("^(python|pypy|jython)([0-9]+(\\.[0-9]+)?)?$"));
    QStringList names =
        QDir(folder).entryList({QStringLiteral("python*"), QStringLiteral("pypy*"), QStringLiteral("jython*")},
                               QDir::Files | QDir::Executable, QDir::Name);
    names.removeIf([](const QString& name) { return !shape.match(name).hasMatch(); });
    std::stable_sort(names.begin(), names.end(),
                     [](const QString& a, const QString& b) { return rankOf(a) < rankOf(b); });
    return names;
}

/// A virtualenv's Python is often a link to another, and yet another Python: it has other packages.
QString identity(const QString& path)
{
    const QString file = QFileInfo(path).canonicalFilePath();
    const QDir above(QFileInfo(QFileInfo(path).path()).path());
    return above.exists(QStringLiteral("pyvenv.cfg")) ? QString(file + u'\n' + above.canonicalPath()) : file;
}

/// Gathers, each once.
class Collector
{
public:
    void addFolders(const QString& pattern, Found found)
    {
        if (!pattern.startsWith(u'/')) // an entry of PATH that is empty or relative is nobody's wish
            return;
        for (const QString& folder : foldersOf(pattern)) {
            for (const QString& name : pythonsIn(folder))
                add(QDir(folder).filePath(name), found);
        }
    }

    std::vector<InterpreterCandidate> take() { return std::move(m_candidates); }

private:
    void add(const QString& path, Found found)
    {
        const QString same = identity(path);
        if (m_candidates.size() >= mostCandidates || m_known.contains(same))
            return;
        m_known.insert(same);
        m_candidates.push_back({path, found});
    }

    std::vector<InterpreterCandidate> m_candidates;
    QSet<QString> m_known;
};

} // namespace

QString foundTitle(Found found)
{
    switch (found) {
    case Found::Path:
        return QStringLiteral("PATH");
    case Found::System:
        return QStringLiteral("system");
    case Found::Pyenv:
        return QStringLiteral("pyenv");
    case Found::Uv:
        return QStringLiteral("uv");
    case Found::Virtualenv:
        return QStringLiteral("virtualenv");
    case Found::Tox:
        return QStringLiteral("tox");
    case Found::Named:
        break;
    }
    return QStringLiteral("named");
}

SearchPlaces SearchPlaces::here()
{
    SearchPlaces places;
    places.environment = QProcessEnvironment::systemEnvironment();
    places.folder = QDir::currentPath();
    return places;
}

QString SearchPlaces::withHome(const QString& path) const
{
    const QString home = environment.value(QStringLiteral("HOME"));
    return path.startsWith(QStringLiteral("~/")) && !home.isEmpty() ? QString(home + path.mid(1)) : path;
}

std::vector<InterpreterCandidate> interpreterCandidates(const SearchPlaces& places)
{
    Collector collector;
    const auto variable = [&](const char* name) { return places.environment.value(QString::fromLatin1(name)); };
    for (const QString& folder : variable("PATH").split(u':'))
        collector.addFolders(folder, Found::Path);
    for (const QString& folder : places.systemFolders)
        collector.addFolders(places.withHome(folder), Found::System);
    const QString pyenv = variable("PYENV_ROOT");
    collector.addFolders(places.withHome(pyenv.isEmpty() ? QStringLiteral("~/.pyenv") : pyenv) +
                             QStringLiteral("/versions/*/bin"),
                         Found::Pyenv);
    collector.addFolders(places.withHome(QStringLiteral("~/.local/share/uv/python/*/bin")), Found::Uv);
    const QString workon = variable("WORKON_HOME");
    const QStringList virtualenvs{variable("VIRTUAL_ENV"), places.folder + QStringLiteral("/venv"),
                                  places.folder + QStringLiteral("/.venv"),
                                  places.withHome(QStringLiteral("~/.virtualenvs/*")),
                                  workon.isEmpty() ? workon : QString(workon + QStringLiteral("/*"))};
    for (const QString& folder : virtualenvs) {
        if (!folder.isEmpty())
            collector.addFolders(folder + QStringLiteral("/bin"), Found::Virtualenv);
    }
    collector.addFolders(places.folder + QStringLiteral("/.tox/*/bin"), Found::Tox);
    return collector.take();
}

} // namespace windsock::matrix
