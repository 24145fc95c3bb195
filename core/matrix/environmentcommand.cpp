// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/environmentcommand.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace windsock::matrix {

namespace {

const QString command = QStringLiteral("command:");

/// ServerCommand splits at blanks, which double quotes hold together.
QString asWord(const QString& path)
{
    return path.contains(u' ') ? u'"' + path + u'"' : path;
}

QString interpreterOf(const QString& file, const QStringList& path)
{
    QFile script(file);
    if (!script.open(QIODevice::ReadOnly))
        return {};
    const QString line = QString::fromUtf8(script.readLine(4096)).trimmed();
    if (!line.startsWith(QStringLiteral("#!")))
        return {};
    const QStringList words = line.mid(2).split(u' ', Qt::SkipEmptyParts);
    const QString program = words.value(0);
    return program.endsWith(QStringLiteral("/env")) ? QStandardPaths::findExecutable(words.value(1), path) : program;
}

bool isPythonsName(const QString& name)
{
    static const QRegularExpression shape(QStringLiteral("^(python|pypy)[0-9.]*$"));
    return shape.match(name).hasMatch();
}

/// A virtualenv's python is a link to the one that it was made by, and still another.
bool areOne(const QString& a, const QString& b)
{
    const QFileInfo one(a);
    const QFileInfo other(b);
    return one.canonicalFilePath() == other.canonicalFilePath() &&
           QFileInfo(one.absolutePath()).canonicalFilePath() == QFileInfo(other.absolutePath()).canonicalFilePath();
}

} // namespace

bool isOfAnotherPython(const QString& file, const QString& python, const QStringList& path)
{
    const QString interpreter = interpreterOf(file, path);
    return isPythonsName(interpreter.section(u'/', -1)) && !areOne(interpreter, python);
}

Result<QString> environmentCommand(const QString& spec, const QString& python, const QStringList& path)
{
    QString line = spec.mid(command.size()).trimmed();
    line.replace(QStringLiteral("\"{python}\""), QStringLiteral("{python}"));
    line.replace(QStringLiteral("{python}"), asWord(python));
    const QString program = line.section(u' ', 0, 0);
    if (program.contains(u'/') || program.startsWith(u'"'))
        return QString(command + line);
    const QString rest = line.mid(program.size());
    if (isPythonsName(program))
        return QString(command + asWord(python) + rest);
    QStringList places = QStringList{QFileInfo(python).absolutePath()} + path;
    places.removeIf(
        [](const QString& place) { return place.endsWith(QStringLiteral("/shims")); }); // pyenv's, of any Python
    const QString found = QStandardPaths::findExecutable(program, places);
    if (found.isEmpty()) // the backend says so
        return QString(command + line);
    if (isOfAnotherPython(found, python, places))
        return Error{ErrorCode::NotFound,
                     QStringLiteral("%1 is not there for %2, only for another Python (%3): name it among the packages.")
                         .arg(program, python, found),
                     {}};
    return QString(command + asWord(found) + rest);
}

} // namespace windsock::matrix
