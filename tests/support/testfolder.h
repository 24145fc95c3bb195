// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// TestFolder: a temporary folder that a test writes its files into. Main thread.
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryDir>

namespace windsock::test {

class TestFolder
{
public:
    QString path() const { return m_dir.path(); }
    QString path(const QString& name) const { return m_dir.filePath(name); }

    /// Writes a file, with its folders; returns its path.
    QString write(const QString& name, const QByteArray& content) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QSaveFile file(path); // at once: nobody reads half a file
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

private:
    QTemporaryDir m_dir;
};

} // namespace windsock::test
