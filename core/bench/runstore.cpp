// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/runstore.h"

#include "core/bench/blockinggroup.h"
#include "core/bench/gnuplotfile.h"
#include "core/bench/runjson.h"
#include "core/bench/wholefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace windsock::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = 512 << 20;
const auto kind = u"windsock_bench_group"_s;

Error invalid(const QString& file)
{
    return {ErrorCode::Invalid, u"%1 is JSON but no benchmark's: give a file that a benchmark wrote."_s.arg(file), {}};
}

/// As a file's name: sorted by time, and no two alike.
std::string newId(const QString& folder)
{
    const QString now = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    QString id = now;
    for (int i = 2; QFile::exists(folder + u'/' + id + u".json"_s); ++i)
        id = now + u'-' + QString::number(i);
    return id.toStdString();
}

/// Ab's files have no '{' at their start.
bool looksLikeJson(const QByteArray& bytes)
{
    return bytes.left(100).trimmed().startsWith('{');
}

} // namespace

QByteArray toJson(const RunGroup& group)
{
    QJsonArray runs;
    QJsonArray sources;
    for (const auto& run : group.runs) {
        runs.append(toJsonObject(*run));
        sources.append(QString::fromStdString(run->source));
    }
    QJsonObject object{
        {kind, 1}, {u"title"_s, QString::fromStdString(group.title)}, {u"runs"_s, runs}, {u"sources"_s, sources}};
    if (!group.blocking.empty())
        object.insert(u"blocking"_s, toJsonArray(group.blocking));
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<RunGroup> parseGroupJson(const QByteArray& bytes, const QString& file)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object.value(kind).toInt() != 1)
        return invalid(file);
    RunGroup group;
    group.title = object.value(u"title"_s).toString().toStdString();
    const QJsonArray sources = object.value(u"sources"_s).toArray();
    const QJsonArray runs = object.value(u"runs"_s).toArray();
    for (const auto& value : runs) {
        auto run = readRunObject(value.toObject(), file);
        if (!run)
            return run.error();
        run->source = sources.at(static_cast<qsizetype>(group.runs.size())).toString().toStdString();
        group.runs.push_back(std::make_shared<const Run>(std::move(*run)));
    }
    if (group.runs.empty())
        return invalid(file);
    auto blocking = readBlocking(object.value(u"blocking"_s).toArray(), group.runs, file);
    if (!blocking)
        return blocking.error();
    group.blocking = std::move(*blocking);
    return group;
}

Result<RunGroup> readRuns(const QString& file)
{
    const auto bytes = readFile(file, mostBytes);
    if (!bytes)
        return bytes.error();
    if (looksLikeJson(*bytes) && QJsonDocument::fromJson(*bytes).object().contains(kind))
        return parseGroupJson(*bytes, file);
    auto run = looksLikeJson(*bytes)
                   ? parseRunJson(*bytes, file)
                   : parseGnuplot({bytes->constData(), static_cast<std::size_t>(bytes->size())}, file);
    if (!run)
        return run.error();
    RunGroup group;
    group.title = QFileInfo(file).fileName().toStdString();
    group.runs.push_back(std::make_shared<const Run>(std::move(*run)));
    return group;
}

RunStore::RunStore(QString folder)
    : m_folder(std::move(folder))
{
}

QString RunStore::fileOf(const std::string& id) const
{
    return m_folder + u'/' + QString::fromStdString(id) + u".json"_s;
}

std::vector<RunGroup> RunStore::load() const
{
    std::vector<RunGroup> groups;
    for (const QFileInfo& file : QDir(m_folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const auto bytes = readFile(file.filePath(), mostBytes);
        auto group = bytes ? parseGroupJson(*bytes, file.filePath()) : bytes.error();
        if (!group)
            continue;
        group->id = file.completeBaseName().toStdString();
        groups.push_back(std::move(*group));
    }
    return groups;
}

Result<void> RunStore::keep(RunGroup& group) const
{
    QDir().mkpath(m_folder);
    if (group.id.empty())
        group.id = newId(m_folder);
    const QByteArray bytes = toJson(group);
    return writeFile(fileOf(group.id), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

Result<void> RunStore::remove(const RunGroup& group) const
{
    const QString file = fileOf(group.id);
    if (group.id.empty() || QFile::remove(file) || !QFile::exists(file))
        return {};
    return Error{ErrorCode::PermissionDenied, u"%1 cannot be removed: see that its folder is yours."_s.arg(file), {}};
}

} // namespace windsock::bench
