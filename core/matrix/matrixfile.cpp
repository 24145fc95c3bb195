// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/matrixfile.h"

#include "core/base/tomlreader.h"
#include "core/matrix/matrixtoml.h"
#include "core/matrix/pythontext.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace windsock::matrix {

namespace {

/// A setup.cfg is there for other things, too.
bool isMatrixFile(const QString& path)
{
    if (!QFileInfo(path).isFile())
        return false;
    if (!path.endsWith(QStringLiteral("setup.cfg")))
        return true;
    QFile file(path);
    constexpr qint64 longest = 1 << 20;
    return file.open(QIODevice::ReadOnly) && file.read(longest).contains("[tox:tox]");
}

Result<std::vector<EnvironmentSpec>> choose(std::vector<EnvironmentSpec> all, const QStringList& wanted,
                                            const QString& file)
{
    QStringList known;
    for (const EnvironmentSpec& spec : all)
        known.append(QString::fromStdString(spec.name));
    std::vector<EnvironmentSpec> chosen;
    for (const QString& list : wanted) {
        const auto names = expandLines(list, Ranges::AreExpanded);
        if (!names)
            return Error{ErrorCode::Invalid, QStringLiteral("-e: %1.").arg(names.error().sentence), {}};
        for (const QString& name : *names) {
            const qsizetype index = known.indexOf(name);
            if (index < 0)
                return Error{ErrorCode::NotFound,
                             QStringLiteral("There is no environment \"%1\" in %2: there are %3.")
                                 .arg(python::shown(name), file, known.join(QStringLiteral(", ")).left(1000)),
                             {}};
            chosen.push_back(all[static_cast<std::size_t>(index)]);
        }
    }
    return chosen;
}

Result<Matrix> readToml(const QString& path, const QStringList& wanted)
{
    const auto content = config::readTomlFile(path);
    if (!content)
        return content.error();
    auto all = readMatrixToml({content->constData(), static_cast<std::size_t>(content->size())}, path,
                              QFileInfo(path).absolutePath());
    if (all && !wanted.isEmpty())
        all = choose(std::move(*all), wanted, path);
    if (!all)
        return all.error();
    return Matrix{path, std::move(*all)};
}

Result<Matrix> readTox(const QString& path, const QStringList& wanted, Chosen chosen,
                       const QProcessEnvironment& environment)
{
    const auto tox = ToxFile::read(path, environment);
    if (!tox)
        return tox.error();
    const auto names =
        wanted.isEmpty() && chosen == Chosen::Listed ? Result<QStringList>(tox->defaults()) : tox->selected(wanted);
    if (!names)
        return names.error();
    Matrix matrix{path, {}};
    for (const QString& name : *names) {
        auto spec = specOf(*tox, name);
        if (!spec)
            return spec.error();
        matrix.environments.push_back(std::move(*spec));
    }
    return matrix;
}

} // namespace

Result<QString> findMatrixFile(const QString& folder)
{
    for (const char* name : {"matrix.toml", "tox.ini", "setup.cfg"}) {
        const QString file = QString::fromLatin1(name);
        if (isMatrixFile(QDir(folder).filePath(file)))
            return QDir(folder) == QDir::current() ? file : QDir(folder).filePath(file);
    }
    return Error{
        ErrorCode::NotFound,
        QStringLiteral("There is no matrix.toml and no tox.ini in this folder: give --config the path of one."),
        {}};
}

Result<Matrix> readMatrix(const QString& path, const QStringList& wanted, Chosen chosen,
                          const QProcessEnvironment& environment)
{
    if (path.isEmpty())
        return Error{ErrorCode::Invalid, QStringLiteral("--config takes the path of a file."), {}};
    return path.endsWith(QStringLiteral(".toml")) ? readToml(path, wanted) : readTox(path, wanted, chosen, environment);
}

} // namespace windsock::matrix
