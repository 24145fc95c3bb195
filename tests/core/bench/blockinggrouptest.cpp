// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A measurement of blocking as a group of runs: named, kept as JSON and read again; what makes no sense is refused.
#include "core/bench/blockinggroup.h"
#include "core/bench/blockingreport.h"
#include "core/bench/runstore.h"
#include "tests/support/testregistry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;
using namespace windsock;
using namespace windsock::bench;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Run> runOf(Plan plan, microseconds time)
{
    auto run = std::make_shared<Run>();
    run->plan = std::move(plan);
    run->started = Wall(1'700'000'000s);
    run->taken = 2s;
    run->complete = 100;
    run->latency.record(time, run->complete);
    run->service.record(time, run->complete);
    return run;
}

BlockingResult result(Arrangement arrangement, int count, microseconds loaded)
{
    const Plan echo = echoPlan(*parseTarget(u"ws://127.0.0.1/ws"_s), 2s);
    const Plan pages = pagePlan(*parseTarget(u"http://127.0.0.1/polls/"_s), {});
    return {arrangement, count, runOf(echo, 300us), runOf(echo, loaded), runOf(pages, 80ms)};
}

BlockingResults results()
{
    return {result(Arrangement::Loop, 1, 150ms), result(Arrangement::Threads, 4, 12ms),
            result(Arrangement::Processes, 2, 3ms)};
}

} // namespace

class BlockingGroupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsAreTheLoadedEchoes();
    void whatIsWrittenIsRead();
    void otherGroupsHaveNone();
    void whatMakesNoSenseIsRefused();
};

void BlockingGroupTest::runsAreTheLoadedEchoes()
{
    const RunGroup group = groupOf(results(), "mysite");
    QCOMPARE(group.title, std::string("mysite"));
    QCOMPARE(group.runs.size(), std::size_t(3));
    QCOMPARE(group.runs[1]->plan.name, std::string("on 4 threads"));
    QCOMPARE(group.runs[1]->latency.max(), microseconds(12ms));
    QCOMPARE(group.blocking[1].loaded, group.runs[1]);
    QVERIFY(groupOf({}, "mysite").runs.empty());
}

void BlockingGroupTest::whatIsWrittenIsRead()
{
    const BlockingResults measured = results();
    const auto read = parseGroupJson(toJson(groupOf(measured, "mysite")), u"a file"_s);
    QVERIFY(read);
    QCOMPARE(read->blocking.size(), std::size_t(3));
    QCOMPARE(verdict(read->blocking), verdict(measured));
    QCOMPARE(table(read->blocking), table(measured));
    QCOMPARE(circumstances(read->blocking), circumstances(measured));
    QCOMPARE(read->blocking[2].loaded, read->runs[2]);
}

void BlockingGroupTest::otherGroupsHaveNone()
{
    RunGroup group = groupOf(results(), "mysite");
    group.blocking.clear();
    QVERIFY(!toJson(group).contains("blocking"));
    const auto read = parseGroupJson(toJson(group), u"a file"_s);
    QVERIFY(read && read->blocking.empty() && read->runs.size() == 3);
}

void BlockingGroupTest::whatMakesNoSenseIsRefused()
{
    const auto edit = [](QJsonObject& group, const QString& field, const QJsonValue& value) {
        QJsonArray array = group.value(u"blocking"_s).toArray();
        QJsonObject first = array.first().toObject();
        first.insert(field, value);
        array.replace(0, first);
        group.insert(u"blocking"_s, array);
    };
    const std::vector<std::pair<QString, QJsonValue>> wrong = {{u"arrangement"_s, u"nowhere"_s},
                                                               {u"count"_s, 0},
                                                               {u"count"_s, 1e9},
                                                               {u"idle"_s, 3},
                                                               {u"pages"_s, QJsonObject()}};
    for (const auto& [field, value] : wrong) {
        QJsonObject group = QJsonDocument::fromJson(toJson(groupOf(results(), "mysite"))).object();
        edit(group, field, value);
        QCOMPARE(parseGroupJson(QJsonDocument(group).toJson(), u"a file"_s).error().code, ErrorCode::Invalid);
    }
    QJsonObject group = QJsonDocument::fromJson(toJson(groupOf(results(), "mysite"))).object();
    QJsonArray array = group.value(u"blocking"_s).toArray();
    array.removeLast(); // one for each run
    group.insert(u"blocking"_s, array);
    QVERIFY(!parseGroupJson(QJsonDocument(group).toJson(), u"a file"_s));
}

WINDSOCK_TEST(BlockingGroupTest)
#include "blockinggrouptest.moc"
