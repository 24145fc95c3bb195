// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixreport.h"

#include "ui/bench/matrixpictures.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString& argument)
{
    return argument.contains(u' ') ? u'"' + argument + u'"' : argument;
}

/// The command that would have made it, as far as there is one.
QString commandOf(const QString& folder, const QString& file, const matrix::RunOptions& options)
{
    if (file.isEmpty())
        return {};
    QString command = u"windsock matrix --config "_s + quoted(file);
    for (const QString& packages : options.packages)
        command += u" --packages "_s + quoted(packages);
    if (options.packages.isEmpty() && options.workFolder.isEmpty())
        command += u" --no-virtualenvs"_s;
    if (options.benchmark)
        command += u" --bench"_s;
    return command + u" --report "_s + quoted(folder);
}

} // namespace

Result<void> writeMatrixReport(const QString& folder, const std::vector<matrix::EnvironmentResult>& results,
                               const QString& file, const matrix::RunOptions& options)
{
    matrix::ReportFacts facts;
    facts.version = QStringLiteral(WINDSOCK_VERSION);
    facts.date = QDateTime::currentDateTime();
    facts.machine = matrix::thisMachine();
    facts.matrixFile = file;
    facts.command = commandOf(folder, file, options);
    return matrix::writeReport(folder, results, facts, drawPictures(results));
}

} // namespace windsock::ui
