// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/environmentpackages.h"

#include "core/backend/childprocess.h"
#include "core/matrix/virtualenv.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace windsock::matrix {

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QStringList texts(const std::vector<std::string>& all)
{
    QStringList list;
    for (const std::string& one : all)
        list += text(one);
    return list;
}

/// A name from a file may hold anything; two that differ stay different.
QString fileNameOf(const QString& name)
{
    static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9_.+-]|^[.]+"));
    QString plain = QString(name).replace(odd, QStringLiteral("_")).left(100);
    if (plain == name && !name.isEmpty())
        return plain;
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    return plain + u'-' + QString::fromLatin1(hash);
}

/// "main" is what no release has: a version between two.
bool isBetweenReleases(const std::string& version)
{
    return version == "main" || version == "master" || version == "dev";
}

} // namespace

/// Folders that were given for all; else what the environment names, the interpreter itself, a virtualenv of tox's that
/// is there, one that is made: whichever first has what is wanted.
Result<void> EnvironmentPackages::prepare(const QString& python)
{
    m_python = python;
    if (auto used = usePaths(texts(m_spec.paths) + m_context.options.packages); !used)
        return used;
    m_from = m_paths.isEmpty() ? QStringLiteral("the interpreter's own") : m_paths.join(QStringLiteral(", "));
    if (!m_context.options.packages.isEmpty() || m_spec.requirements.empty() || isComplete() || useToxs() ||
        m_context.options.workFolder.isEmpty())
        return {};
    return useVirtualenv();
}

Result<void> EnvironmentPackages::usePaths(const QStringList& paths)
{
    for (const QString& path : paths) {
        if (!QFileInfo::exists(path)) // a file may be an archive of packages
            return Error{ErrorCode::NotFound,
                         QStringLiteral("There is no folder %1: name one that has packages.").arg(path),
                         {}};
        m_paths += QDir(path).absolutePath();
    }
    return {};
}

/// As tox has left it.
bool EnvironmentPackages::useToxs()
{
    const QString folder = text(m_spec.virtualenv);
    const QString python = folder + QStringLiteral("/bin/python");
    if (folder.isEmpty() || !QFileInfo(python).isExecutable())
        return false;
    const QString before = std::exchange(m_python, python);
    if (!isComplete()) {
        m_python = before;
        return false;
    }
    m_from = QStringLiteral("virtualenv %1, made by tox").arg(folder);
    return true;
}

Result<void> EnvironmentPackages::useVirtualenv()
{
    const QString folder = m_context.options.workFolder + u'/' + fileNameOf(text(m_spec.name));
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_context.end - MonotonicClock::now());
    const auto made = prepareVirtualenv(folder, m_python, texts(m_spec.requirements), m_context.cancellation, left);
    if (!made)
        return Error{made.error().code,
                     QStringLiteral("Its packages could not be installed: %1").arg(made.error().sentence),
                     made.error().detail};
    m_installed = true;
    m_python = made->python;
    m_from = made->reused ? QStringLiteral("virtualenv %1, made earlier").arg(folder)
                          : QStringLiteral("virtualenv %1, made in %2 s")
                                .arg(folder)
                                .arg(std::chrono::duration<double>(made->took).count(), 0, 'f', 1);
    return {};
}

bool EnvironmentPackages::isComplete() const
{
    return (m_spec.framework.name != "Django" || isWanted(askForDjango())) && missing().isEmpty();
}

/// The Python, and what it imports from.
PythonPlace EnvironmentPackages::place() const
{
    PythonPlace place{m_python, backend::childEnvironment(m_spec.setenv), m_context.folder};
    const QString variable = QStringLiteral("PYTHONPATH");
    QStringList paths = m_paths;
    if (const QString before = place.environment.value(variable); !before.isEmpty())
        paths += before;
    if (!paths.isEmpty())
        place.environment.insert(variable, paths.join(u':'));
    return place;
}

/// What the requirements say of Django, else the version that the environment's name has.
std::optional<Requirement> EnvironmentPackages::frameworkRequirement() const
{
    if (auto required = requirementOf(texts(m_spec.requirements), QStringLiteral("django"));
        required && !required->clauses.empty())
        return required;
    const QString version = text(m_spec.framework.version);
    if (version.isEmpty() || !version.front().isDigit())
        return std::nullopt;
    return Requirement{QStringLiteral("django"), {{QStringLiteral("=="), version + QStringLiteral(".*")}}};
}

DjangoAnswer EnvironmentPackages::askForDjango() const
{
    return matrix::askForDjango(place(), m_context.wait);
}

bool EnvironmentPackages::isWanted(const DjangoAnswer& found) const
{
    if (found.version.isEmpty())
        return false;
    if (isBetweenReleases(m_spec.framework.version))
        return found.version.contains(QStringLiteral("dev"));
    const auto wanted = frameworkRequirement();
    return !wanted || wanted->isMetBy(found.version);
}

QStringList EnvironmentPackages::missing() const
{
    if (m_installed)
        return {};
    // Imported is more than looked up, which some Pythons cannot do with packages that are made for another.
    const bool hasDjango = m_spec.framework.name == "Django" && isWanted(askForDjango());
    QStringList wanted = texts(m_spec.requirements);
    wanted.removeIf([&](const QString& line) {
        const auto requirement = parseRequirement(line);
        return requirement && ((!m_context.needTornado && requirement->name == QStringLiteral("tornado")) ||
                               (hasDjango && requirement->name == QStringLiteral("django")));
    });
    return missingOf(wanted, place(), m_context.wait);
}

} // namespace windsock::matrix
