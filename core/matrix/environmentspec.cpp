// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/environmentspec.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace windsock::matrix {

namespace {

const QString& django()
{
    static const QString name = QStringLiteral("Django");
    return name;
}

/// "python2.7", "2.7", "pypy3", "pypy": 1 is the kind, 2 the version.
QRegularExpressionMatch matchPython(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("^(python|pypy|jython)?((?:[0-9]{1,2})(?:\\.[0-9]{1,3}){0,2})?(?:-(?:32|64))?$"));
    return shape.match(text);
}

/// What pip installs, before its version: a requirement may have extras and may be written in capitals.
const QRegularExpression& djangoRequirement()
{
    static const QRegularExpression shape(QStringLiteral("^django\\s*(?:\\[[^\\]]*\\])?\\s*(?=[<>=!~;(@]|$)(.*)$"),
                                          QRegularExpression::CaseInsensitiveOption);
    return shape;
}

std::vector<std::string> toTexts(const QStringList& list)
{
    std::vector<std::string> texts;
    for (const QString& one : list)
        texts.push_back(one.toStdString());
    return texts;
}

/// The requirement knows best, for it is what is installed; the name says it when the packages come from elsewhere.
Framework frameworkOf(const QStringList& deps, const QString& name)
{
    Framework found;
    for (const QString& dep : deps) {
        if (const Framework required = frameworkOfRequirement(dep); !required.version.empty())
            return required;
        else if (!required.name.empty())
            found = required;
    }
    for (const QString& factor : name.split(u'-')) {
        if (const Framework named = frameworkOfFactor(factor); !named.name.empty())
            return named;
    }
    return found;
}

void takePythonPath(EnvironmentSpec& spec, const QString& value)
{
    for (const QString& folder : value.split(u':', Qt::SkipEmptyParts))
        spec.paths.push_back(
            QDir::cleanPath(QDir(QString::fromStdString(spec.project)).absoluteFilePath(folder)).toStdString());
}

} // namespace

std::string pythonTitle(const std::string& python)
{
    const QString text = QString::fromStdString(python);
    const auto match = matchPython(text.section(u'/', -1));
    if (!match.hasMatch())
        return python;
    const QString kind = match.captured(1);
    const QString title = kind == QStringLiteral("pypy")     ? QStringLiteral("PyPy")
                          : kind == QStringLiteral("jython") ? QStringLiteral("Jython")
                                                             : QStringLiteral("Python");
    return QString(title + u' ' + match.captured(2)).trimmed().toStdString();
}

std::string frameworkTitle(const Framework& framework)
{
    return framework.version.empty() ? framework.name : framework.name + ' ' + framework.version;
}

std::string pythonAsked(const QString& basePython)
{
    const auto match = matchPython(basePython);
    if (!match.hasMatch())
        return basePython.toStdString();
    const QString kind = match.captured(1) == QStringLiteral("python") ? QString() : match.captured(1);
    return QString(kind + match.captured(2)).toStdString();
}

QString pythonFactor(const std::string& python)
{
    const auto match = matchPython(QString::fromStdString(python));
    if (!match.hasMatch() || python.empty())
        return {};
    const QString kind = match.captured(1).startsWith(u'p') && match.captured(1) != QStringLiteral("python")
                             ? match.captured(1)
                             : QStringLiteral("py");
    return QString(kind + match.captured(2)).remove(u'.');
}

Framework frameworkOfFactor(const QString& factor)
{
    static const QRegularExpression shape(
        QStringLiteral("^(?:django|dj)(?:([0-9])\\.?([0-9]{0,3})|(main|master|dev|latest))?$"));
    const auto match = shape.match(factor);
    if (!match.hasMatch() || factor == QStringLiteral("dj"))
        return {};
    const QString minor = match.captured(2).isEmpty() ? QString() : QString(u'.' + match.captured(2));
    return {django().toStdString(), QString(match.captured(1) + minor + match.captured(3)).toStdString()};
}

Framework frameworkOfRequirement(const QString& requirement)
{
    static const QRegularExpression version(QStringLiteral("(?:[=~]=|>=)=?\\s*([0-9]+(?:\\.[0-9]+)?)"));
    const auto match = djangoRequirement().match(requirement.trimmed());
    if (!match.hasMatch())
        return {};
    return {django().toStdString(), version.match(match.captured(1).section(u';', 0, 0)).captured(1).toStdString()};
}

Result<EnvironmentSpec> specOf(const ToxFile& tox, const QString& name)
{
    EnvironmentSpec spec;
    spec.name = name.toStdString();
    const auto environment = tox.environment(name);
    if (!environment && environment.error().code != ErrorCode::NotFound)
        return environment.error();
    if (!environment) {
        spec.problem = environment.error().sentence.toStdString();
        spec.python = pythonAsked(pythonOfName(name));
        spec.framework = frameworkOf({}, name);
        return spec;
    }
    spec.python = pythonAsked(environment->basePython);
    spec.framework = frameworkOf(environment->deps, name);
    spec.requirements = toTexts(environment->deps);
    spec.virtualenv = environment->envDir.toStdString();
    spec.project = environment->changeDir.toStdString();
    for (const auto& [variable, value] : environment->setenv) {
        if (variable == QStringLiteral("PYTHONPATH"))
            takePythonPath(spec, value);
        else
            spec.setenv.emplace_back(variable.toStdString(), value.toStdString());
    }
    return spec;
}

} // namespace windsock::matrix
