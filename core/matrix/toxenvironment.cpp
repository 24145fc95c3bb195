// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// ToxFile's reading of one environment: its keys in the order in which tox reads them, for each may name those before
// it.
#include "core/matrix/toxfile.h"

#include "core/matrix/pythontext.h"

#include <QDir>
#include <QRegularExpression>

namespace windsock::matrix {

using python::strip;

namespace {

/// "-r FILE" as pip is to be given it in one word, without a comment.
QString normalizedDep(QString dep)
{
    static const QRegularExpression shortOption(QStringLiteral("^(-[cerbtd])\\s+"));
    static const QRegularExpression longOption(QStringLiteral(
        "^(--(?:build|cache-dir|client-cert|constraint|download|editable|exists-action|extra-index-url|global-option|"
        "find-links|index-url|install-options|prefix|proxy|no-binary|only-binary|requirement|retries|root|src|target|"
        "timeout|trusted-host|upgrade-strategy)) +"));
    static const QRegularExpression comment(QStringLiteral("\\s+#.*"));
    static const QRegularExpression index(QStringLiteral("^:\\w+:\\s*(\\S+).*$"));
    dep.replace(index, QStringLiteral("\\1"));
    dep.replace(shortOption, QStringLiteral("\\1"));
    dep.replace(longOption, QStringLiteral("\\1="));
    return strip(dep.remove(comment));
}

/// Where a virtualenv of this Python has its packages; tox would ask the interpreter.
QString sitePackages(const QString& envDir, const QString& basePython)
{
    static const QRegularExpression version(QStringLiteral("(\\d+\\.\\d+)$"));
    const auto match = version.match(basePython);
    return QStringLiteral("%1/lib/python%2/site-packages")
        .arg(envDir, match.hasMatch() ? match.captured(1) : QStringLiteral("3"));
}

} // namespace

Result<ToxEnvironment> ToxFile::environment(const QString& name) const
{
    ToxSection section(m_file, {QStringLiteral("testenv:") + name, QStringLiteral("testenv")}, name.split(u'-'),
                       m_environment);
    for (auto it = m_substitutions.begin(); it != m_substitutions.end(); ++it)
        section.substitute(it.key(), it.value());
    section.substitute(QStringLiteral("envname"), name);
    ToxEnvironment environment;
    environment.name = name;
    if (const auto places = readPlaces(section, environment); !places)
        return places.error();
    if (const auto contents = readContents(section, environment); !contents)
        return contents.error();
    return environment;
}

Result<void> ToxFile::readPlaces(ToxSection& section, ToxEnvironment& environment) const
{
    const auto envDir = readPath(section, QStringLiteral("envdir"), QStringLiteral("{toxworkdir}/{envname}"));
    if (!envDir)
        return envDir.error();
    environment.envDir = *envDir;
    section.substitute(QStringLiteral("envbindir"), *envDir + QStringLiteral("/bin"));
    section.substitute(QStringLiteral("envpython"), *envDir + QStringLiteral("/bin/python"));
    if (auto variables = section.readVariables(QStringLiteral("setenv")); !variables)
        return variables;
    const auto basePython = readBasePython(section, environment.name);
    if (!basePython)
        return basePython.error();
    environment.basePython = *basePython;
    section.substitute(QStringLiteral("basepython"), basePython->isEmpty() ? QStringLiteral("python3") : *basePython);
    section.substitute(QStringLiteral("envsitepackagesdir"), sitePackages(*envDir, *basePython));
    for (const char* kind : {"tmp", "log"}) {
        const QString key = QStringLiteral("env%1dir").arg(QLatin1StringView(kind));
        if (const auto path = readPath(section, key, QStringLiteral("{envdir}/%1").arg(QLatin1StringView(kind))); !path)
            return path.error();
    }
    const auto changeDir = readPath(section, QStringLiteral("changedir"), QStringLiteral("{toxinidir}"));
    if (!changeDir)
        return changeDir.error();
    environment.changeDir = *changeDir;
    return {};
}

Result<void> ToxFile::readContents(ToxSection& section, ToxEnvironment& environment) const
{
    auto deps = readDeps(section);
    if (!deps)
        return deps.error();
    environment.deps = std::move(*deps);
    auto commands = readCommands(section, QStringLiteral("commands"));
    if (!commands)
        return commands.error();
    environment.commands = std::move(*commands);
    auto variables = section.variables();
    if (!variables) { // tox, too, finds it out no sooner than it runs the environment
        Error error = variables.error();
        error.code = ErrorCode::NotFound;
        return error;
    }
    environment.setenv = std::move(*variables);
    environment.setenv.emplace_back(QStringLiteral("TOX_ENV_NAME"), environment.name);
    environment.setenv.emplace_back(QStringLiteral("TOX_ENV_DIR"), environment.envDir);
    return {};
}

/// Absolute, and from then on what {key} stands for.
Result<QString> ToxFile::readPath(ToxSection& section, const QString& key, const QString& fallback) const
{
    const auto written = section.text(key);
    if (!written)
        return written.error();
    auto path = *written ? Result<QString>(**written) : section.replace(fallback, key);
    if (!path)
        return path;
    *path = QDir::cleanPath(QDir(m_folder).absoluteFilePath(*path));
    section.substitute(key, *path);
    return path;
}

/// What stands there wins over the name. Empty, as when no condition in it holds: the name.
Result<QString> ToxFile::readBasePython(ToxSection& section, const QString& name) const
{
    const QString implied = pythonOfName(name);
    const auto written = section.text(QStringLiteral("basepython"));
    if (!written)
        return written.error();
    const QString asked = strip(written->value_or(QString()));
    return asked.isEmpty() || (m_nameDecides && !implied.isEmpty()) ? implied : asked;
}

Result<QStringList> ToxFile::readDeps(ToxSection& section) const
{
    auto lines = section.lines(QStringLiteral("deps"));
    if (!lines)
        return lines;
    QStringList deps;
    for (const QString& line : *lines)
        deps.append(normalizedDep(line));
    return deps;
}

} // namespace windsock::matrix
