// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reportfacts.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSysInfo>
#include <QThread>

namespace windsock::matrix {

namespace {

constexpr qsizetype longestFolder = 120;

QString processorModel()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).simplified();
    }
    return {};
}

bool isFolderCharacter(QChar character)
{
    return character.unicode() < 0x80 && (character.isLetterOrNumber() || QStringLiteral("-_.").contains(character));
}

QString folderOf(const QString& environment)
{
    QString folder;
    for (const QChar character : environment) {
        const bool hidden = folder.isEmpty() && character == u'.'; // and so never ".."
        folder += isFolderCharacter(character) && !hidden ? QString(character)
                                                          : u'~' + QString::number(character.unicode(), 16);
    }
    if (folder.size() <= longestFolder)
        return folder.isEmpty() ? QStringLiteral("~") : folder;
    const QByteArray hash = QCryptographicHash::hash(environment.toUtf8(), QCryptographicHash::Sha1).toHex();
    return folder.left(longestFolder) + u'~' + QString::fromLatin1(hash.left(8));
}

} // namespace

Machine thisMachine()
{
    QString kernel = QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion();
    kernel[0] = kernel[0].toUpper();
    return {QSysInfo::prettyProductName(), kernel, processorModel(), QThread::idealThreadCount()};
}

QString picturePath(const QString& environment)
{
    return QStringLiteral("benchmarks/%1/benchmark.png").arg(folderOf(environment));
}

} // namespace windsock::matrix
