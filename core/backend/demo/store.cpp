// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/store.h"

#include <QSqlError>
#include <QVariant>

#include <array>
#include <atomic>

namespace windsock::backend::demo {

namespace {

constexpr QLatin1String driver("QSQLITE");

constexpr std::array schema = {
    "CREATE TABLE polls_question (id INTEGER PRIMARY KEY, question_text TEXT NOT NULL, pub_date TEXT NOT NULL)",
    "CREATE TABLE polls_choice (id INTEGER PRIMARY KEY, question_id INTEGER NOT NULL REFERENCES polls_question (id), "
    "choice_text TEXT NOT NULL, votes INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX polls_question_pub_date ON polls_question (pub_date)",
    "CREATE INDEX polls_choice_question_id ON polls_choice (question_id)",
};

QString uniqueName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("windsock-demo-%1").arg(++count);
}

Error sqlError(const QSqlError& error)
{
    return {ErrorCode::Failed, QStringLiteral("The demo's SQLite database failed."), error.text()};
}

Result<void> execute(QSqlQuery& query)
{
    if (query.exec())
        return {};
    return sqlError(query.lastError());
}

Result<void> execute(const QSqlDatabase& database, const char* sql)
{
    QSqlQuery query(database);
    if (query.exec(QLatin1String(sql)))
        return {};
    return sqlError(query.lastError());
}

std::string text(const QSqlQuery& query, int column)
{
    return query.value(column).toString().toStdString();
}

QString qtText(const std::string& text)
{
    return QString::fromStdString(text);
}

QVariant qtNumber(std::int64_t number)
{
    return QVariant::fromValue(static_cast<qlonglong>(number));
}

Result<void> insertQuestion(const QSqlDatabase& database, const Question& question)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("INSERT INTO polls_question (id, question_text, pub_date) VALUES (?, ?, ?)"));
    query.addBindValue(qtNumber(question.id));
    query.addBindValue(qtText(question.text));
    query.addBindValue(qtText(question.published));
    return execute(query);
}

Result<void> insertChoice(const QSqlDatabase& database, std::int64_t question, const Choice& choice)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("INSERT INTO polls_choice (id, question_id, choice_text, votes) VALUES (?, ?, ?, ?)"));
    query.addBindValue(qtNumber(choice.id));
    query.addBindValue(qtNumber(question));
    query.addBindValue(qtText(choice.text));
    query.addBindValue(qtNumber(choice.votes));
    return execute(query);
}

Result<void> insertPoll(const QSqlDatabase& database, const Poll& poll)
{
    auto inserted = insertQuestion(database, poll.question);
    for (const Choice& choice : poll.choices) {
        if (inserted)
            inserted = insertChoice(database, poll.question.id, choice);
    }
    return inserted;
}

} // namespace

Store::Connection::Connection(const QSqlDatabase& opened)
    : database(opened)
    , latest(opened)
    , question(opened)
    , choices(opened)
    , vote(opened)
{
    for (QSqlQuery* query : {&latest, &question, &choices, &vote})
        query->setForwardOnly(true);
}

Store::Store(QString name)
    : m_name(std::move(name))
{
}

Store::~Store()
{
    m_connection.reset();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Store::create(const QString& path, const std::vector<Poll>& polls)
{
    Store store(uniqueName());
    auto made = store.connect(path);
    return made ? store.fill(polls) : made;
}

Result<std::unique_ptr<Store>> Store::open(const QString& path)
{
    std::unique_ptr<Store> store(new Store(uniqueName()));
    auto opened = store->connect(path);
    if (opened)
        opened = store->prepare();
    if (!opened)
        return opened.error();
    return store;
}

Result<void> Store::connect(const QString& path)
{
    if (!QSqlDatabase::isDriverAvailable(driver))
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("Install libqt6sql6-sqlite: the demo keeps its polls in SQLite, and Qt's driver for it "
                           "is not here."),
            {}};
    QSqlDatabase database = QSqlDatabase::addDatabase(driver, m_name);
    database.setDatabaseName(path);
    database.setConnectOptions(
        QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000")); // ms; a writer is done in far less than one
    if (!database.open())
        return sqlError(database.lastError());
    m_connection.emplace(database);
    // Readers and the one writer do not wait for each other; and what is thrown away at the end need not survive a
    // crash.
    auto set = execute(database, "PRAGMA journal_mode = WAL");
    return set ? execute(database, "PRAGMA synchronous = OFF") : set;
}

Result<void> Store::prepare()
{
    const auto prepareOne = [](QSqlQuery& query, const char* sql) -> Result<void> {
        if (query.prepare(QLatin1String(sql)))
            return {};
        return sqlError(query.lastError());
    };
    auto done =
        prepareOne(m_connection->latest, "SELECT id, question_text FROM polls_question ORDER BY pub_date DESC LIMIT 5");
    if (done)
        done = prepareOne(m_connection->question, "SELECT question_text FROM polls_question WHERE id = ?");
    if (done)
        done = prepareOne(m_connection->choices,
                          "SELECT id, choice_text, votes FROM polls_choice WHERE question_id = ? ORDER BY id");
    if (done)
        done = prepareOne(m_connection->vote,
                          "UPDATE polls_choice SET votes = votes + 1 WHERE id = ? AND question_id = ?");
    return done;
}

Result<void> Store::fill(const std::vector<Poll>& polls)
{
    const QSqlDatabase& database = m_connection->database;
    auto done = execute(database, "BEGIN");
    for (const char* sql : schema) {
        if (done)
            done = execute(database, sql);
    }
    for (const Poll& poll : polls) {
        if (done)
            done = insertPoll(database, poll);
    }
    return done ? execute(database, "COMMIT") : done;
}

Result<std::vector<Question>> Store::latest()
{
    QSqlQuery& query = m_connection->latest;
    if (auto done = execute(query); !done)
        return done.error();
    std::vector<Question> questions;
    questions.reserve(5);
    while (query.next())
        questions.push_back({query.value(0).toLongLong(), text(query, 1), {}});
    query.finish(); // ends the read: a statement left open would see old votes for ever
    return questions;
}

Result<Poll> Store::poll(std::int64_t question)
{
    QSqlQuery& asked = m_connection->question;
    asked.bindValue(0, qtNumber(question));
    if (auto done = execute(asked); !done)
        return done.error();
    if (!asked.next()) {
        asked.finish();
        return Error{ErrorCode::NotFound, QStringLiteral("There is no such question."), {}};
    }
    Poll poll{{question, text(asked, 0), {}}, {}};
    asked.finish();

    QSqlQuery& query = m_connection->choices;
    query.bindValue(0, qtNumber(question));
    if (auto done = execute(query); !done)
        return done.error();
    while (query.next())
        poll.choices.push_back({query.value(0).toLongLong(), text(query, 1), query.value(2).toLongLong()});
    query.finish();
    return poll;
}

Result<Store::Vote> Store::vote(std::int64_t question, std::int64_t choice)
{
    QSqlQuery& query = m_connection->vote;
    query.bindValue(0, qtNumber(choice));
    query.bindValue(1, qtNumber(question));
    if (auto done = execute(query); !done)
        return done.error();
    const bool counted = query.numRowsAffected() == 1;
    query.finish();
    return counted ? Vote::Counted : Vote::NoSuchChoice;
}

} // namespace windsock::backend::demo
