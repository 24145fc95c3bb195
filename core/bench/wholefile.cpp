// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/wholefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace windsock::bench {

namespace {

Error failure(ErrorCode code, const QString& sentence, const QString& file, const QString& detail = {})
{
    return {code, sentence.arg(file), detail};
}

Error whyNotRead(const QString& name, const QFile& file)
{
    if (!QFileInfo::exists(name))
        return failure(ErrorCode::NotFound, QStringLiteral("There is no file %1: check its name."), name);
    if (!QFileInfo(name).isReadable())
        return failure(ErrorCode::PermissionDenied, QStringLiteral("%1 may not be read: change its permissions."),
                       name);
    return failure(ErrorCode::Failed, QStringLiteral("%1 could not be read: try again, or copy it elsewhere."), name,
                   file.errorString());
}

Error whyNotWritten(const QString& name, const QFileDevice& file)
{
    const QFileInfo folder(QFileInfo(name).absolutePath());
    if (!folder.isDir())
        return failure(ErrorCode::NotFound, QStringLiteral("There is no folder for %1: make it first."), name);
    if (!folder.isWritable())
        return failure(ErrorCode::PermissionDenied,
                       QStringLiteral("%1 may not be written: choose a folder that is yours."), name);
    return failure(ErrorCode::Failed, QStringLiteral("%1 could not be written: is it a file, and is the disk full?"),
                   name, file.errorString());
}

/// A device or a pipe, which is written to: who may would otherwise put a file in its place.
Result<void> writeInto(const QString& name, std::string_view bytes)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) ||
        file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()))
        return whyNotWritten(name, file);
    return {};
}

} // namespace

Result<QByteArray> readFile(const QString& name, std::int64_t most)
{
    constexpr qint64 portion = 1 << 20; // what is no regular file does not tell its size before
    if (QFileInfo(name).isDir())
        return failure(ErrorCode::Invalid, QStringLiteral("%1 is a folder: give a file in it."), name);
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return whyNotRead(name, file);
    QByteArray bytes;
    for (QByteArray part = file.read(portion); !part.isEmpty() && bytes.size() <= most; part = file.read(portion))
        bytes += part;
    if (bytes.size() > most)
        return failure(ErrorCode::Invalid, QStringLiteral("%1 is too large: give a smaller part of it."), name);
    if (file.error() != QFileDevice::NoError)
        return whyNotRead(name, file);
    return bytes;
}

Result<void> writeFile(const QString& name, std::string_view bytes)
{
    if (const QFileInfo there(name); there.exists() && !there.isFile() && !there.isDir())
        return writeInto(name, bytes);
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()) ||
        !file.commit())
        return whyNotWritten(name, file);
    return {};
}

} // namespace windsock::bench
