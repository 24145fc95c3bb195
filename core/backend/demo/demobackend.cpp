// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/demobackend.h"

#include "core/backend/demo/demolink.h"
#include "core/backend/demo/fixtures.h"
#include "core/backend/demo/store.h"

#include <QDir>
#include <QFile>

namespace windsock::backend {

namespace {

Result<void> prepareDatabase(const TemporaryFolder& folder, const QString& path)
{
    if (!folder.isValid())
        return Error{ErrorCode::PermissionDenied, QStringLiteral("The demo finds no room for its temporary database."),
                     folder.errorString()};
    QFile fixtures(QStringLiteral(":/windsock/demo/polls.json"));
    if (!fixtures.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("The demo's questions are missing from the program."), {}};
    const auto polls = demo::readFixtures(fixtures.readAll());
    if (!polls)
        return polls.error();
    return demo::Store::create(path, *polls);
}

} // namespace

DemoBackend::DemoBackend(const QString& place)
    : m_folder(place)
{
    m_status.label = "demo polls";
    const auto prepared = prepareDatabase(m_folder, databasePath());
    if (prepared)
        return;
    m_status.health = BackendStatus::Health::Failed;
    m_status.error = prepared.error().sentence.toStdString();
    m_status.detail = prepared.error().detail.toStdString();
}

DemoBackend::~DemoBackend() = default;

QString DemoBackend::databasePath() const
{
    return m_folder.filePath(QStringLiteral("polls.sqlite3"));
}

std::unique_ptr<BackendLink> DemoBackend::link(net::IoLoop&)
{
    if (m_status.health == BackendStatus::Health::Failed)
        return std::make_unique<DemoLink>(m_files, m_status.error);
    return std::make_unique<DemoLink>(m_files, databasePath());
}

} // namespace windsock::backend
