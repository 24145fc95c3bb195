// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/matrixlisting.h"

#include "core/matrix/environmentspec.h"

namespace windsock::app {

namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QJsonArray toJson(const std::vector<std::string>& texts)
{
    QJsonArray array;
    for (const std::string& one : texts)
        array.append(text(one));
    return array;
}

QJsonObject toJson(const matrix::EnvironmentSpec& spec)
{
    QJsonObject variables;
    for (const auto& [name, value] : spec.setenv)
        variables.insert(text(name), text(value));
    QJsonObject object{{QStringLiteral("name"), text(spec.name)},
                       {QStringLiteral("python"), text(spec.python)},
                       {QStringLiteral("python_title"), text(matrix::pythonTitle(spec.python))},
                       {QStringLiteral("framework"), text(spec.framework.name)},
                       {QStringLiteral("framework_version"), text(spec.framework.version)},
                       {QStringLiteral("packages"), toJson(spec.requirements)},
                       {QStringLiteral("paths"), toJson(spec.paths)},
                       {QStringLiteral("virtualenv"), text(spec.virtualenv)},
                       {QStringLiteral("env"), variables},
                       {QStringLiteral("backend"), text(spec.backend)},
                       {QStringLiteral("project"), text(spec.project)},
                       {QStringLiteral("websocket"), text(spec.webSocket)},
                       {QStringLiteral("time_limit"), static_cast<double>(spec.timeLimit.count())}};
    if (!spec.problem.empty())
        object.insert(QStringLiteral("problem"), text(spec.problem));
    return object;
}

QJsonObject toJson(const matrix::Interpreter& one)
{
    return {{QStringLiteral("version"), text(one.version.toString())},
            {QStringLiteral("implementation"), text(one.implementation)},
            {QStringLiteral("path"), one.path},
            {QStringLiteral("found"), matrix::foundTitle(one.found)},
            {QStringLiteral("virtualenv"), one.isVirtualenv},
            {QStringLiteral("prefix"), one.prefix}};
}

} // namespace

QJsonArray toJson(const std::vector<matrix::EnvironmentSpec>& environments)
{
    QJsonArray array;
    for (const matrix::EnvironmentSpec& spec : environments)
        array.append(toJson(spec));
    return array;
}

QJsonObject toJson(const matrix::Interpreters& interpreters)
{
    QJsonArray pythons;
    for (const matrix::Interpreter& one : interpreters.all())
        pythons.append(toJson(one));
    QJsonArray broken;
    for (const matrix::BrokenInterpreter& one : interpreters.broken())
        broken.append(QJsonObject{{QStringLiteral("path"), one.path},
                                  {QStringLiteral("found"), matrix::foundTitle(one.found)},
                                  {QStringLiteral("reason"), one.reason}});
    return {{QStringLiteral("pythons"), pythons}, {QStringLiteral("broken"), broken}};
}

QString toLine(const matrix::Interpreter& interpreter)
{
    const QString version = text(interpreter.version.toString());
    const QString name =
        interpreter.implementation == "CPython" ? version : QString(text(interpreter.implementation) + u' ' + version);
    const QString where = matrix::foundTitle(interpreter.found);
    return QStringLiteral("%1  %2  %3").arg(name, -8).arg(interpreter.path, where);
}

QString toLine(const matrix::BrokenInterpreter& broken)
{
    return QStringLiteral("%1 cannot be used: %2.").arg(broken.path, broken.reason);
}

} // namespace windsock::app
