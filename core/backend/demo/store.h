// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Store: one connection to the demo's SQLite database, with its prepared statements.
// Used and destroyed on the thread that opened it (Qt Sql's rule); owned by a DemoLink.
#pragma once

#include "core/backend/demo/poll.h"
#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <optional>
#include <vector>

namespace windsock::backend::demo {

/// All errors but NotFound are Failed and carry SQLite's message in `detail`.
class Store
{
public:
    enum class Vote { Counted, NoSuchChoice };

    /// Makes a database file with these polls in it.
    static Result<void> create(const QString& path, const std::vector<Poll>& polls);
    /// Opens what create() made.
    static Result<std::unique_ptr<Store>> open(const QString& path);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// The five latest questions, the latest first.
    Result<std::vector<Question>> latest();
    /// NotFound when there is none of that id.
    Result<Poll> poll(std::int64_t question);
    /// One statement, so that no vote is lost between threads. NoSuchChoice also when there is no such question.
    Result<Vote> vote(std::int64_t question, std::int64_t choice);

private:
    /// A connection and its kept statements: they have to go before Qt lets go of the connection.
    struct Connection
    {
        explicit Connection(const QSqlDatabase& database);

        QSqlDatabase database;
        QSqlQuery latest;
        QSqlQuery question;
        QSqlQuery choices;
        QSqlQuery vote;
    };

    explicit Store(QString name);
    Result<void> connect(const QString& path);
    Result<void> prepare();
    Result<void> fill(const std::vector<Poll>& polls);

    const QString m_name;
    std::optional<Connection> m_connection;
};

} // namespace windsock::backend::demo
