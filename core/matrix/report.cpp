// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/report.h"

#include "core/matrix/reportcontent.h"
#include "core/matrix/reporthtml.h"
#include "core/matrix/reportjson.h"
#include "core/matrix/reportrst.h"
#include "core/matrix/reporttext.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace windsock::matrix {

namespace {

/// Puts files into a folder and remembers those that could not be.
class Folder
{
public:
    explicit Folder(const QString& path)
        : m_folder(path)
    {
    }

    void write(const QString& name, const QByteArray& content)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
            return;
        m_missing += name;
        m_why = file.errorString();
    }

    Result<void> outcome() const
    {
        if (m_missing.isEmpty())
            return {};
        return Error{ErrorCode::Failed,
                     QStringLiteral("%1 could not be written to %2 (%3): choose a folder that can be written to.")
                         .arg(oneLine(m_missing.join(QStringLiteral(", "))), m_folder.path(), m_why),
                     {}};
    }

private:
    const QDir m_folder;
    QStringList m_missing;
    QString m_why;
};

} // namespace

Result<void> writeReport(const QString& folder, const std::vector<EnvironmentResult>& results, const ReportFacts& facts,
                         const Pictures& pictures)
{
    const Section document = describe(results, facts);
    Folder files(folder);
    files.write(QStringLiteral("report.rst"), toRst(document).toUtf8());
    files.write(QStringLiteral("report.html"), toHtml(document, pictures).toUtf8());
    files.write(QStringLiteral("report.json"), toJson(results, facts));
    for (const auto& [environment, png] : pictures)
        files.write(picturePath(environment), png);
    return files.outcome();
}

} // namespace windsock::matrix
